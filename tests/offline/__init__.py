"""A folder for PYTHONPATH: programs that tests start find `sitecustomize` here and stay on this machine."""
