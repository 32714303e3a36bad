"""A child takes its interview back after the release: the edition stays, the next one has lost the words, and whoever
lays the two beside each other cannot tell that it was one child, nor which."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask

from seminar.coding.models import Coding
from seminar.editions import page, reading, releasing
from seminar.editions.models import Edition
from seminar.published.models import Publication
from seminar.report import compiling, outputs
from tests import factories as make
from tests.seminar import making
from tests.seminar.editions.conftest import release
from tests.seminar.making import Seminar
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.disclosure.counts import is_small
from toolkit.disclosure.memory import from_plain
from toolkit.disposal import withdrawal

EACH = 7
OWN = "Ingen annan har sagt så här om trappan."


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """Seven girls and seven boys, a theme that nine of them raised, and another by the youngest of all."""
    found = making.a_seminar(*[(13, "girl")] * EACH, *[(10, "boy")] * EACH)
    found.cycle.state = CycleState.RUNNING
    making.read_all(found)
    theme, other = making.a_theme(found), making.a_theme(found, "Trappan")
    for number in range(9):
        making.an_excerpt(found, theme, transcript=number)
    coding = making.an_excerpt(found, other, transcript=0)
    assert isinstance(coding, Coding)
    coding.excerpt.quote = OWN
    compiling.choose(found.decides, found.cycle.id, person_id=found.facilitator.id, version=0)
    db.session.commit()
    return found


def words_of(seminar: Seminar, edition: Edition) -> Iterator[str]:
    """Every file of an edition as text, packed ones unpacked."""
    for one in reading.list_handed_out(edition):
        name = {"name": one.name, "extension": one.extension, "language": one.language}
        file = reading.fetch(seminar.leads, seminar.cycle.id, edition.number, **name).file
        if zipfile.is_zipfile(BytesIO(file)):
            with zipfile.ZipFile(BytesIO(file)) as package:
                yield "".join(package.read(part).decode("utf-8", "replace") for part in package.namelist())
        else:
            yield file.decode("utf-8", "replace")


def take_back(seminar: Seminar, number: int) -> None:
    assignment = seminar.transcripts[number].assignment
    withdrawal.withdraw(make.actor(assignment.interviewer), assignment)
    db.session.commit()


@pytest.fixture
def two(seminar: Seminar, monkeypatch: pytest.MonkeyPatch) -> tuple[Edition, Edition]:
    """An edition, a withdrawal, and the next edition; what is text in them, and not drawn."""
    kept = [one for one in OUTPUTS if one.extension in {"docx", "json", "csv", "pptx"}]
    monkeypatch.setattr(outputs, "OUTPUTS", tuple(kept))
    first = release(seminar)
    take_back(seminar, 0)
    releasing.begin_next(seminar.leads, seminar.cycle.id)
    return first, release(seminar)


OUTPUTS = outputs.OUTPUTS


@pytest.mark.timeout(180)
def test_the_words_are_gone_and_the_numbers_are_the_first_editions(
    seminar: Seminar, two: tuple[Edition, Edition]
) -> None:
    first, second = two
    assert any(OWN in words for words in words_of(seminar, first))
    assert not any(OWN in words for words in words_of(seminar, second))
    told = [from_plain(json.loads(row.numbers)) for row in db.session.query(Publication).order_by(Publication.edition)]
    assert len(told) == 2
    assert told[0] == told[1]
    before, after = (reading.facts_of(each)["sv"] for each in two)
    assert before.method == after.method
    theme, emptied = after.rows
    assert (emptied.name, emptied.voices) == ("Trappan", ())
    assert emptied.children == next(row for row in before.rows if row.name == "Trappan").children
    assert (theme.children.count.value, theme.children.of.value) == (9, 2 * EACH)
    assert any("numren" in words or "talen" in words for words in words_of(seminar, second))


@pytest.mark.timeout(180)
def test_a_theme_whose_only_child_took_its_words_back_does_not_vanish(
    seminar: Seminar, two: tuple[Edition, Edition]
) -> None:
    """That it is gone would tell whose it was. A theme that no edition told of does not come up for being empty."""
    releasing.begin_next(seminar.leads, seminar.cycle.id)
    making.a_theme(seminar, "Aldrig använt")
    third = release(seminar)
    for each in (*two, third):
        assert [row.name for row in reading.facts_of(each)["sv"].rows] == ["Tillit", "Trappan"]
    names = [["Trappan" in words for words in words_of(seminar, each)] for each in (two[0], third)]
    assert names[0] == names[1], "a file that told of it does so still"
    assert any(names[0])


@pytest.mark.timeout(180)
def test_no_difference_of_any_two_editions_is_of_few(seminar: Seminar, two: tuple[Edition, Edition]) -> None:
    """Also after so many have left that the numbers may move."""
    for number in range(1, 1 + 5):
        take_back(seminar, number)
    releasing.begin_next(seminar.leads, seminar.cycle.id)
    release(seminar)
    told = [from_plain(json.loads(row.numbers)) for row in db.session.query(Publication)]
    assert len(told) == 3
    assert not [
        key
        for one in told
        for other in told
        for key in one.keys() & other.keys()
        if (value := one[key].value) is not None
        and (later := other[key].value) is not None
        and is_small(abs(value - later), threshold=5)
    ]


def test_the_page_says_that_something_was_taken_back_and_not_how_many(seminar: Seminar) -> None:
    release(seminar)
    releasing.begin_next(seminar.leads, seminar.cycle.id)
    ahead = page.open_page(seminar.leads, seminar.cycle, language="sv").ahead
    assert ahead is not None
    assert not ahead.is_withdrawn_from
    take_back(seminar, 0)
    ahead = page.open_page(seminar.leads, seminar.cycle, language="sv").ahead
    assert ahead is not None
    assert ahead.is_withdrawn_from is True
