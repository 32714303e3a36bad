"""How often a chunk of a recording asks the database: fifty who record send fifty a second."""

from tests.seminar.demo.test_queries import counted
from tests.sounds import sound
from tests.toolkit.interviews.conftest import Talk
from toolkit.db import db

A_CHUNK_ASKS = 16  # who it is, the interview, its yes; and the same once more under the write lock, with the chunk


def test_each_chunk_asks_the_database_equally_little(talk: Talk) -> None:
    recording = talk.open().json["url"]  # type: ignore[index]  # a dict, or the test fails here
    data, asks = sound("wav"), []
    db.session.expunge_all()  # a browser's next request finds nothing in hand
    for number in range(4):
        with counted() as asked:
            assert talk.put(recording, number, data[number * 4000 : (number + 1) * 4000]).status_code == 200
        db.session.expunge_all()
        asks.append(len(asked))
    assert asks[1:] == [asks[1]] * 3
    assert asks[1] <= A_CHUNK_ASKS, "one more is asked fifty times a second where fifty record"
