"""The pages that are opened most, who opens them, and how often each may ask the database.

`make bench` measures how long they take; tests/seminar/demo/test_queries.py counts, in the practice year.
There the worker has two interviews that are not finished, and the facilitator three cycles side by side. A look that
stands on the trail costs two of them, and whether a seminar waits for the person, which the top bar says, one.
So do, on a page that follows a seminar, where the log is and what is shown to everybody; on a page of themes, which of
them are in use; on a list of actions, their reports, who has seen them and where they were carried; on the board, its
summaries, its votes and its hints; on a first page, what is due; where quotes stand, which of them were looked over;
on a list that has pages, how long it is.
"""

BUSY_PAGES = {
    "sara": {"/my-interview": 44},
    "karin": {"/cycles/running": 27, "/seminar": 17, "/board": 24, "/report": 57, "/actions": 19},
    "eva": {"/waiting": 31, "/proposals": 11, "/actions": 19},
    "admin": {"/admin/people": 10, "/admin/log": 10},
}
