"""Which released reports a child's words stand in, for whoever asks what is held: matched by the words themselves."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from seminar.board import voices
from seminar.coding.models import Excerpt
from seminar.editions import calling_back, reading
from seminar.overview import held
from seminar.report import compiling, outputs, writing
from seminar.report.outline import Voice
from tests.seminar import making
from tests.seminar.editions.conftest import released
from tests.seminar.making import Seminar
from toolkit.cycles.models import Assignment, CycleState
from toolkit.db import db

WHOLE = "Jag visste inte vem som skulle komma.\nSen sa de att det var en ny, och då blev jag rädd."


@dataclass(frozen=True)
class Theme:
    """Words where a report may hold them: in a tuple, in something within something."""

    name: str
    quotes: tuple[Voice, ...]


def found(monkeypatch: pytest.MonkeyPatch, *said: str, wordings: frozenset[str] = frozenset()) -> list[str]:
    facts = {"sv": Theme("Ny", tuple(Voice(one, "Flicka") for one in said)), "en": (Theme("New", ()), "no voice")}
    monkeypatch.setattr(reading, "facts_of", lambda _edition: facts)
    edition: Any = SimpleNamespace()
    return held._found(edition, WHOLE, wordings)


@pytest.mark.parametrize(
    "said",
    [
        "Jag visste inte vem som skulle komma.",
        "komma. Sen sa de",  # over two lines of the text
        "Jag visste inte […] då blev jag rädd",
        "det var en ny",
    ],
)
def test_a_childs_own_words_are_found_whole_and_trimmed(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    assert found(monkeypatch, said, "Någon annans ord.") == [said]


@pytest.mark.parametrize(
    "said",
    [
        "Ingen annan sa så.",
        "då blev jag rädd […] Jag visste inte",  # in another order
        "visste int",  # half a word
        "[…]",
        "",
    ],
)
def test_what_the_child_did_not_say_is_not_taken_for_its_words(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    assert found(monkeypatch, said) == []


def test_words_that_were_reworded_before_the_release_are_found_by_their_wording(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert found(monkeypatch, "Det kom en ny.", wordings=frozenset({"Det kom en ny."})) == ["Det kom en ny."]


@pytest.fixture
def seminar(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Seminar:
    """Two children are read; the report quotes the first, whose words nobody else said."""
    monkeypatch.setattr(outputs, "OUTPUTS", outputs.OUTPUTS[:1])
    seminar = making.a_seminar((13, "girl"), (9, "boy"))
    seminar.cycle.state = CycleState.RUNNING
    for segment in seminar.transcripts[1].segments:
        segment.text = "Det vet jag inte."
    theme = making.a_theme(seminar)
    making.read_all(seminar)
    making.an_excerpt(seminar, theme)
    voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Vi byter för ofta.")
    writing.save_text(seminar.leads, seminar.cycle.id, section="summary", text="Så var det.", version=0)
    compiling.choose(seminar.decides, seminar.cycle.id, person_id=seminar.facilitator.id, version=0)
    db.session.commit()
    return seminar


def editions_of(assignment: Assignment) -> list[dict[str, Any]]:
    told = held.tell([assignment])
    return [dict(row) for row in next(one for one in told.sections if one.name == "editions").rows]


def test_only_the_child_who_was_quoted_has_the_edition_and_a_destroyed_one_says_no_word(seminar: Seminar) -> None:
    edition = released(seminar)
    quoted, silent = (one.assignment for one in seminar.transcripts)
    quote = db.session.query(Excerpt).one().quote
    (row,) = editions_of(quoted)
    assert (row["number"], row["words"], row["is_destroyed"]) == (edition.number, quote, False)
    assert editions_of(silent) == []
    assert held.count([silent]).sections["editions"] == 1, "without opening it, at most so many"
    calling_back.call_back(seminar.leads, seminar.cycle.id, edition.number)
    calling_back.destroy(seminar.decides, seminar.cycle.id, edition.number)
    db.session.commit()
    (row,) = editions_of(quoted)
    assert (row["words"], row["is_destroyed"]) == (None, True)
