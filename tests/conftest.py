"""What every test may ask for."""

pytest_plugins = ["tests.clock", "tests.cast", "tests.other_process", "tests.plain_static", "tests.post"]
