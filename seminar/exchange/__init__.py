"""The seminar in and out as files: REFI-QDA for other analysis programs, and lists of quotes for everybody else."""
