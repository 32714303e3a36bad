"""The migrations, in order. `python app.py revision "why"` writes the next one."""
