"""What comes in: to the letter from our own file, from each program as it counts, and all of it or nothing."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.exchange import gathering, importing, previewing
from seminar.exchange.exporting import Kind
from seminar.exchange.importing import LEAVE_OUT, Answers, Kept
from seminar.live import undo
from seminar.texts import transcripts
from seminar.themes import codebook, retiring
from tests import factories as make
from tests.seminar import making
from tests.seminar.exchange import tools
from tests.seminar.exchange.taking_in import (
    WORDS,
    a_seminar_to_code,
    exported,
    kept,
    looked,
    marks,
    stands,
    text_of,
)
from tests.seminar.exchange.tools import Marked
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import InvalidInput, NotAllowed, NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return a_seminar_to_code()


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
    assert (found.others, found.notes, found.texts) == (("Okänd",), 1, (("a", "2"),))
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


def test_a_retired_theme_is_in_use_again_when_words_come_to_stand_under_it(seminar: Seminar) -> None:
    theme = making.a_theme(seminar, "Tillit")
    retiring.retire(seminar.leads, seminar.cycle.id, theme.id)
    text = text_of(seminar)
    made = tools.project({"a": text}, {"a": marks(text, WORDS[0])}, {"Tillit": "Kontakt"})
    assert kept(seminar, looked(seminar, made)) == Kept(0, 1)
    assert not codebook.get_theme(seminar.leads, seminar.cycle.id, theme.id).is_retired


def test_what_waits_leaves_in_no_file_and_counts_when_it_is_taken_in(seminar: Seminar) -> None:
    row = making.an_excerpt(seminar, making.a_theme(seminar, "Tillit"), transcript=1)
    made = exported(seminar)
    row.is_waiting = True
    db.session.flush()
    assert gathering.gather(seminar.leads, seminar.cycle.id).codings == 0
    assert kept(seminar, looked(seminar, made)) == Kept(0, 1)
    assert not row.is_waiting
