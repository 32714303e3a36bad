"""temporary"""

pytest_plugins = ["tests.network", "tests.servers"]
