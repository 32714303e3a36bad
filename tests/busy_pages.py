"""The pages that are opened most, who opens them, and how often each may ask the database.

`make bench` measures how long they take; tests/architecture/test_queries.py counts, in the practice year.
There the worker has two interviews that are not finished, and the facilitator three cycles side by side.
"""

BUSY_PAGES = {
    "sara": {"/my-interview": 32},
    "karin": {"/cycles/running": 48, "/seminar": 10, "/board": 13, "/report": 36, "/actions": 15},
    "eva": {"/waiting": 14, "/proposals": 9, "/actions": 15},
    "admin": {"/admin/people": 5, "/admin/log": 10},
}
