"""The pages that are opened most, who opens them, and how often each may ask the database, redirects included.

`make bench` measures how long they take; tests/architecture/test_queries.py counts, in the practice year.
"""

BUSY_PAGES = {
    "sara": {"/my-interview": 20},
    "karin": {"/cycles/current": 24, "/seminar/": 9, "/board/": 13, "/report/": 36, "/actions/": 11},
    "eva": {"/proposals/": 8, "/actions/": 11},
    "admin": {"/admin/people": 5, "/admin/log": 10},
}
