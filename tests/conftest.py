"""What every test may ask for."""

pytest_plugins = ["tests.post", "tests.other_process"]
