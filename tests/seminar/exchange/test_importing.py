"""What comes in: to the letter from our own file, from each program as it counts, and all of it or nothing."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from seminar.board import anchors, coding, transcripts
from seminar.board.models import Coding
from seminar.exchange import exporting, importing, previewing
from seminar.exchange.conventions import Tool
from seminar.exchange.exporting import Kind, Order
from seminar.exchange.importing import LEAVE_OUT, Answers, Kept
from seminar.exchange.previewing import Look
from seminar.live import undo
from seminar.themes import codebook
from tests import factories as make
from tests.seminar import making
from tests.seminar.exchange import tools
from tests.seminar.exchange.tools import Marked
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import InvalidInput, NotAllowed, NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
LINES = (
    ("interviewer", "Hur fick du veta det? 🙂"),
    ("child", "Ingen sa något. Åsså kom hon bara 🙂 hem till oss."),
    ("child", "Jag blev rädd men också glad 👍 för hon lyssnade."),
    ("interviewer", "Vad hände sedan?"),
    ("child", "Vi ritade en karta över huset, jag och hon."),
)
Row = tuple[str, str, int, int]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    seminar = making.a_seminar()
    text = making.a_handed_over(seminar.cycle, seminar.unit, lines=LINES)
    db.session.commit()
    return Seminar(
        seminar.unit, seminar.cycle, seminar.facilitator, seminar.leader, seminar.worker, (*seminar.transcripts, text)
    )


def looked(seminar: Seminar, data: bytes) -> Look:
    db.session.commit()
    return previewing.look(seminar.leads, seminar.cycle.id, data=data)


def kept(seminar: Seminar, look: Look, *, reading: int = 0, area: str = "") -> Kept:
    areas = {number: area or theme.area or "contact" for number, theme in look.new}
    db.session.commit()
    return importing.keep(seminar.leads, seminar.cycle.id, sealed=look.sealed, answers=Answers(reading, areas))


def stands(seminar: Seminar) -> set[Row]:
    """Everything that is marked: theme, words, and where."""
    rows = db.session.scalars(select(Coding).where(Coding.removed_at.is_(None)))
    return {(row.theme.name, row.excerpt.quote, row.excerpt.start, row.excerpt.end) for row in rows}


def exported(seminar: Seminar, kind: Kind = Kind.PROJECT) -> bytes:
    db.session.commit()
    return exporting.export(seminar.leads, seminar.cycle.id, kind=kind, order=Order.THEME, language="sv")


def text_of(seminar: Seminar, number: int = 1) -> str:
    """A text as it travels, with the speakers."""
    names = {"interviewer": "Intervjuare", "child": "Barnet"}
    return "\n".join(f"{names[each.speaker]}: {each.text}" for each in seminar.transcripts[number].segments)


def marks(text: str, *words: str, code: str = "Tillit") -> list[Marked]:
    return [Marked(text.index(each), text.index(each) + len(each), code) for each in words]


WORDS = ("rädd men också glad 👍 för hon lyssnade", "ritade en karta", "kom hon bara 🙂 hem")


def test_out_and_in_is_the_same(seminar: Seminar) -> None:
    for name, area in (("Ett", "contact"), ("Två", "works_well")):
        theme = making.a_theme(seminar, name, area=area)
        for position in (1, 2, 4):
            coding.mark_segment(
                seminar.leads, seminar.cycle.id, seminar.transcripts[1].id, theme_id=theme.id, position=position
            )
    before, data = stands(seminar), exported(seminar)
    look = looked(seminar, data)
    assert (look.new, look.found.tool, len(look.found.readings)) == ([], Tool.OURS, 1)
    assert kept(seminar, look) == Kept(0, 0)  # all of it is here
    for row in db.session.scalars(select(Coding)):
        coding.remove(seminar.leads, seminar.cycle.id, row.id)
    assert stands(seminar) == set()
    assert kept(seminar, looked(seminar, data)) == Kept(0, len(before))
    assert stands(seminar) == before


BITS = st.sampled_from(["å", "a\u030a", "e\u0301", "🙂", "👨\u200d👩\u200d👧", " ", "\r\n", "ord", ". "])
SAID = st.lists(BITS, min_size=1, max_size=10).map("".join).filter(str.strip)


@given(said=st.lists(SAID, min_size=1, max_size=4), data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_out_and_in_is_the_same_whatever_is_said(app: Flask, said: list[str], data: st.DataObject) -> None:
    seminar = making.a_seminar()
    lines = tuple(("child" if number else "interviewer", each) for number, each in enumerate(["Hej?", *said]))
    text = making.a_handed_over(seminar.cycle, seminar.unit, lines=lines)
    whole = anchors.join([each for _who, each in lines])
    for name in ("Ett", "Två"):
        theme = making.a_theme(seminar, name)
        start = data.draw(st.integers(0, len(whole) - 1))
        end = data.draw(st.integers(start + 1, len(whole)))
        places = [place_in(lines, at) for at in (start, end)]
        try:
            coding.mark(seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, start=places[0], end=places[1])
        except InvalidInput:
            continue
    before = {(row.theme_id, row.excerpt.start, row.excerpt.end) for row in transcripts.list_codings(text)}
    made = exported(seminar)
    for row in transcripts.list_codings(text):
        coding.remove(seminar.leads, seminar.cycle.id, row.id)
    kept(seminar, looked(seminar, made))
    assert {(row.theme_id, row.excerpt.start, row.excerpt.end) for row in transcripts.list_codings(text)} == before
    db.session.rollback()


def place_in(lines: tuple[tuple[str, str], ...], at: int) -> tuple[int, int]:
    """A code point of the whole text as a browser sends it."""
    for position, (_who, said) in enumerate(lines):
        text = anchors.join([said])
        if at <= len(text):
            return position, anchors.to_utf16(text, at)
        at -= len(text) + 1
    raise AssertionError(at)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("tool", ["nvivo", "atlas", "maxqda", "qualcoder", "other"])
def test_every_program_counts_in_its_own_way_and_the_words_are_found(
    seminar: Seminar, tool: str, *, named: bool
) -> None:
    text = text_of(seminar)
    made = tools.project({"a": text}, {"a": marks(text, *WORDS)}, {"Tillit": "Kontakt"}, tool=tool, named=named)
    look = looked(seminar, made)
    assert [theme.area for _number, theme in look.new] == ["contact"]
    assert kept(seminar, look) == Kept(1, 3)
    assert {words for _theme, words, _start, _end in stands(seminar)} == set(WORDS)


def test_a_way_of_counting_that_fits_less_well_is_a_choice(seminar: Seminar) -> None:
    text = text_of(seminar)
    made = tools.project({"a": text}, {"a": marks(text, *WORDS)}, {"Tillit": ""}, tool="nvivo")
    readings = looked(seminar, made).found.readings
    assert readings[0].fits == readings[0].of == 3
    assert all(other.placed != readings[0].placed for other in readings[1:])
    assert set(readings[0].samples) == set(WORDS)


def test_what_has_no_place_is_told_by_its_reason(seminar: Seminar) -> None:
    text = text_of(seminar)
    odd = [
        Marked(len(text) + 50, len(text) + 60, "Tillit"), Marked(30, 20, "Tillit"), Marked(-5, -1, "Tillit"),
        *marks(text, "Vad hände sedan?"),
    ]  # fmt: skip
    good = marks(text, "ritade en karta")
    more = '<Notes><Note guid="a" name="n"/></Notes>'
    made = tools.project(
        {"a": text, "Okänd": "En annan text."}, {"a": [*odd, *good], "Okänd": [Marked(0, 2, "Tillit")]},
        {"Tillit": ""}, more=more,
    )  # fmt: skip
    found = looked(seminar, made).found
    assert dict(found.readings[0].unplaced) == {"outside": 3, "interviewer": 1, "other_text": 1}
    assert (found.others, found.notes, found.texts) == (("Okänd",), 1, (("a", 2),))
    assert len(found.readings[0].placed) == 1


def test_no_text_is_taken_in(seminar: Seminar) -> None:
    before = len(transcripts.list_transcripts(seminar.leads, seminar.cycle.id))
    made = tools.project({"a": "Hej."}, {"a": [Marked(0, 3, "Tillit")]}, {"Tillit": "Kontakt"})
    assert kept(seminar, looked(seminar, made)) == Kept(1, 0)
    assert len(transcripts.list_transcripts(seminar.leads, seminar.cycle.id)) == before


def test_a_codebook_brings_its_themes(seminar: Seminar) -> None:
    making.a_theme(seminar, "TILLIT")
    look = looked(seminar, tools.codebook({"Tillit": "Kontakt", "Byten": "Delaktighet", "Eget": "Grupp"}))
    assert [theme.name for theme in look.known] == ["Tillit"]
    assert [(theme.name, theme.area) for _number, theme in look.new] == [("Byten", "participation"), ("Eget", None)]
    assert kept(seminar, look) == Kept(2, 0)
    here = {theme.name: theme.definition for theme in codebook.list_themes(seminar.leads, seminar.cycle.id)}
    assert here == {"TILLIT": "", "Byten": "Om x", "Eget": "Om x"}


def test_our_own_codebook_knows_a_theme_under_its_new_name(seminar: Seminar) -> None:
    theme = making.a_theme(seminar, "Förr")
    made = exported(seminar, Kind.CODEBOOK)
    codebook.change(
        seminar.leads, seminar.cycle.id, theme.id, name="Nu", area="contact", definition="", version=theme.version
    )
    assert looked(seminar, made).new == []


def test_a_theme_can_be_left_out_with_what_stands_under_it(seminar: Seminar) -> None:
    text = text_of(seminar)
    made = tools.project({"a": text}, {"a": marks(text, *WORDS)}, {"Tillit": "Kontakt"})
    assert kept(seminar, looked(seminar, made), area=LEAVE_OUT) == Kept(0, 0)
    assert stands(seminar) == set()


@pytest.mark.parametrize("area", ["", "mars"])
def test_every_new_theme_has_its_answer(seminar: Seminar, area: str) -> None:
    look = looked(seminar, tools.codebook({"Tillit": ""}))
    with pytest.raises(InvalidInput) as refused:
        importing.keep(seminar.leads, seminar.cycle.id, sealed=look.sealed, answers=Answers(0, {0: area}))
    assert refused.value.field == "areas"


def test_all_of_it_or_nothing(seminar: Seminar, monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of(seminar)
    look = looked(seminar, tools.project({"a": text}, {"a": marks(text, *WORDS)}, {"Tillit": "Kontakt"}))
    seminar.transcripts[1].revision = 2
    with pytest.raises(WrongState):
        kept(seminar, look)
    db.session.rollback()
    assert codebook.list_themes(seminar.leads, seminar.cycle.id) == []


def test_each_change_can_be_undone(seminar: Seminar) -> None:
    text = text_of(seminar)
    kept(seminar, looked(seminar, tools.project({"a": text}, {"a": marks(text, WORDS[0])}, {"Tillit": "Kontakt"})))
    db.session.commit()
    last = undo.get_own(seminar.leads, seminar.cycle.id).last
    assert last
    undo.take_back(seminar.leads, seminar.cycle.id, seq=last.seq)
    assert stands(seminar) == set()


def test_a_page_belongs_to_one_person_and_one_cycle(seminar: Seminar) -> None:
    look = looked(seminar, tools.codebook({"Tillit": ""}))
    other = make.a_person(seminar.unit, Role.FACILITATOR)
    another = making.another_cycle(seminar)
    for actor, cycle_id in ((make.actor(other), seminar.cycle.id), (seminar.leads, another.cycle.id)):
        with pytest.raises(WrongState):
            previewing.reopen(actor, cycle_id, sealed=look.sealed)


def test_a_withdrawn_interview_is_known_no_more(seminar: Seminar) -> None:
    text = text_of(seminar)
    made = tools.project({"a": text}, {"a": marks(text, *WORDS)}, {"Tillit": "Kontakt"})
    look = looked(seminar, made)
    withdrawal.withdraw(seminar.leads, seminar.transcripts[1].assignment)
    with pytest.raises(WrongState):
        kept(seminar, look)
    assert looked(seminar, made).found.texts == ()


def test_nothing_of_a_childs_words_is_on_the_trail_but_the_look_is(seminar: Seminar) -> None:
    text = text_of(seminar)
    kept(seminar, looked(seminar, tools.project({"a": text}, {"a": marks(text, *WORDS)}, {"Tillit": "Kontakt"})))
    assert making.events_of(seminar.transcripts[1].id) == ["transcription:deidentified:read"]
    assert making.events_of(seminar.cycle.id)[-1] == "seminar:seminar:imported"


@pytest.mark.parametrize("who", ["leader", "worker", "stranger"])
def test_nobody_else_takes_in(seminar: Seminar, who: str) -> None:
    stranger = make.a_person(make.a_unit(), Role.FACILITATOR)
    asks = make.actor({"leader": seminar.leader, "worker": seminar.worker, "stranger": stranger}[who])
    with pytest.raises((NotFound, NotAllowed)):
        previewing.look(asks, seminar.cycle.id, data=tools.codebook({"Tillit": ""}))


def test_a_letter_in_two_signs_is_the_same_letter(seminar: Seminar) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", text_of(seminar))
    words = unicodedata.normalize("NFD", "Jag blev rädd")
    look = looked(seminar, tools.project({"a": text}, {"a": marks(text, words)}, {"Tillit": "Kontakt"}))
    kept(seminar, look)
    assert {quote for _theme, quote, _start, _end in stands(seminar)} == {"Jag blev rädd"}


def test_what_a_page_carries_is_small_and_whole(seminar: Seminar) -> None:
    text = text_of(seminar)
    look = looked(seminar, tools.project({"a": text}, {"a": marks(text, *WORDS)}, {"Tillit": ""}, tool="nvivo"))
    assert previewing.unsealed(seminar.leads, seminar.cycle.id, sealed=look.sealed) == look.found
    assert "rädd" not in json.dumps(look.sealed)


def test_of_two_texts_that_are_alike_each_gets_its_own_words(seminar: Seminar) -> None:
    twin = making.a_handed_over(seminar.cycle, seminar.unit, lines=LINES)
    theme = making.a_theme(seminar)
    row = coding.mark_segment(seminar.leads, seminar.cycle.id, twin.id, theme_id=theme.id, position=1)
    made = exported(seminar)
    coding.remove(seminar.leads, seminar.cycle.id, row.id)
    kept(seminar, looked(seminar, made))
    assert [each.id for each in transcripts.list_codings(twin)] == [row.id]
    assert transcripts.list_codings(seminar.transcripts[1]) == []
