"""The seminar while it goes on: what changed is sent to every open window, told as a history, and undone."""
