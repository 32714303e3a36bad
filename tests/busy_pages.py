"""The pages that are opened most, who opens them, and how often each may ask the database.

`make bench` measures how long they take; tests/architecture/test_queries.py counts, in the practice year.
"""

BUSY_PAGES = {
    "sara": {"/my-interview": 20},
    "karin": {"/cycles/running": 25, "/seminar": 10, "/board": 12, "/report": 36, "/actions": 13},
    "eva": {"/waiting": 14, "/proposals": 9, "/actions": 13},
    "admin": {"/admin/people": 5, "/admin/log": 10},
}
