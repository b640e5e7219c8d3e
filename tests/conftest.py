"""What every test may ask for."""

pytest_plugins = ["tests.cast", "tests.clock", "tests.other_process", "tests.plain_static", "tests.post"]
