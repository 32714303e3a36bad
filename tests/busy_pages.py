"""The pages that are opened most, who opens them, and how often each may ask the database.

`make bench` measures how long they take; tests/seminar/demo/test_queries.py counts, in the practice year.
There the worker has two interviews that are not finished, and the facilitator three cycles side by side. A look that
stands on the trail costs two of them.
"""

BUSY_PAGES = {
    "sara": {"/my-interview": 36},
    "karin": {"/cycles/running": 48, "/seminar": 11, "/board": 15, "/report": 49, "/actions": 17},
    "eva": {"/waiting": 14, "/proposals": 9, "/actions": 17},
    "admin": {"/admin/people": 5, "/admin/log": 10},
}
