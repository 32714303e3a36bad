"""The seminar: themes, the board, proposals, the report, and the actions that come out of it."""
