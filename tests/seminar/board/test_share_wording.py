"""So many of so many children in words: what is few is said to be few, and nobody is said to be nobody."""

import pytest
from flask import Flask

from seminar.board.share_wording import share_of_children
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import NOT_SAID, Shown


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share.among(7, 15, threshold=5), "7 av 15 barn"),
        (Share.among(3, 15, threshold=5), "färre än 5 av 15 barn"),
        (Share.among(2, 3, threshold=5), "färre än 5 barn"),
        (Share.among(0, 15, threshold=5), "0 av 15 barn"),
        (Share.among(0, 3, threshold=5), "inget barn"),
        (Share.among(13, 15, threshold=5), "fler än 10 av 15 barn"),
        (Share.among(15, 15, threshold=5), "15 av 15 barn"),
        (Share(Shown(12), NOT_SAID), "12 barn"),
        (Share(Shown(None, more_than=10), NOT_SAID), "antalet barn visas inte"),
        (Share(NOT_SAID, Shown(15)), "antalet barn visas inte"),
    ],
)
def test_a_share_in_words(app: Flask, share: Share, words: str) -> None:
    with app.test_request_context():
        assert share_of_children(share) == words
