"""The second database is sent whatever the first was, by as few tests as will do."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import statements
from tests.statements import Noting, choose, name_of, read


@pytest.fixture
def noting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Noting:
    """One that hears what the test tells it, and no engine."""
    monkeypatch.setattr(statements, "NOTES", tmp_path)
    monkeypatch.setattr(sa.event, "listen", lambda *_: None)
    return Noting()


def test_the_chosen_send_everything_and_the_dear_one_stays_out() -> None:
    sent = {
        "dear": frozenset({1, 2, 3, 4}), "cheap": frozenset({1, 2}), "other": frozenset({3, 4}), "again": frozenset({2})
    }  # fmt: skip
    took = {"dear": 60.0, "cheap": 0.1, "other": 0.1, "again": 0.1}
    assert choose(sent, took, set()) == {"cheap", "other"}
    assert choose(sent, took, {"dear"}) == set()
    assert choose(sent, took, {"again"}) == {"cheap", "other"}


def test_a_test_has_one_name_in_both_passes() -> None:
    one = name_of("tests/a.py::test_b[sqlite-sv]@group")
    assert one == name_of("tests/a.py::test_b[postgresql-sv]") == "tests/a.py::test_b[database-sv]"
    assert name_of("tests/a.py::test_on_sqlite") == "tests/a.py::test_on_sqlite"


def test_how_many_were_sent_makes_it_no_other_statement(noting: Noting) -> None:
    for many in ("(?)", "(?, ?)", "(?, ?), (?, ?)"):
        noting.hear(None, None, f"DELETE FROM b WHERE c IN {many}")  # noqa: S608 - nothing runs it
    noting.hear(None, None, "DELETE FROM b")
    assert len(noting.sent) == 2


def test_what_is_refused_is_another_thing_than_what_succeeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = sa.create_engine("sqlite://")
    monkeypatch.setattr(statements, "NOTES", tmp_path)
    monkeypatch.setattr(statements, "Engine", engine)
    noting = Noting()
    with engine.connect() as connection, pytest.raises(sa.exc.OperationalError):
        connection.execute(sa.text("SELECT a FROM b"))
    assert len(noting.sent) == 2
    engine.dispose()


def test_notes_are_read_also_when_the_last_is_cut(tmp_path: Path) -> None:
    line = json.dumps({"test": "one", "took": 0.5, "sent": [1, 2]})
    (tmp_path / "gw0.jsonl").write_text(f'{line}\n{{"test": "tw')
    assert read(tmp_path) == ({"one": frozenset({1, 2})}, {"one": 0.5})
    assert read(tmp_path / "nowhere") == ({}, {})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tests/faults/test_x.py::test_a", ""),
        ("tests/seminar/test_x.py::test_they_stand_in_order", ""),
        ("tests/seminar/test_x.py::test_a", "with ThreadPoolExecutor(2) as two:"),
        ("tests/seminar/test_x.py::test_a", 'if backend == "postgresql":'),
    ],
)
def test_what_is_about_databases_runs_on_each(name: str, text: str) -> None:
    assert statements.is_about_databases(name, text)
    assert not statements.is_about_databases("tests/seminar/test_x.py::test_a", "")
