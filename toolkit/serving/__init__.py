"""The web server: uvicorn, bounds on what a client may keep waiting, and a bridge of ours to Flask (decision 10)."""
