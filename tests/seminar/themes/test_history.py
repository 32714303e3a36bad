"""The history of a theme: who, when, from what to what; and no word of a child."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.live import undo
from seminar.themes import codebook, history, merging, retiring
from seminar.themes.naming import area_names
from seminar.themes.wording import told
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.language import force_locale
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def said(app: Flask, seminar: Seminar, theme_id: object) -> list[str]:
    db.session.commit()
    entries = history.list_history(seminar.leads, seminar.cycle.id, theme_id)  # type: ignore[arg-type]
    assert {entry.person for entry in entries} == {seminar.facilitator.name}
    with app.test_request_context(), force_locale("en"):
        return [sentence for entry in entries for sentence in told(entry, area_names())]


def test_every_deed_is_told_from_what_to_what(app: Flask, seminar: Seminar) -> None:
    theme, other = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    leads, cycle = seminar.leads, seminar.cycle.id
    codebook.change(
        leads, cycle, theme.id, name="Väntrum", area="works_well", definition="Att vänta", version=theme.version
    )
    codebook.change(
        leads, cycle, theme.id, name="Väntrum", area="contact", definition="Att vänta", version=theme.version
    )
    codebook.move(leads, cycle, theme.id, steps=1)
    retiring.retire(leads, cycle, theme.id)
    retiring.bring_back(leads, cycle, theme.id)
    merging.merge(leads, cycle, theme.id, into=other.id)
    db.session.commit()
    last = undo.get_own(leads, cycle).last
    assert last is not None
    undo.take_back(leads, cycle, seq=last.seq)
    assert said(app, seminar, theme.id) == [
        "told it apart from “Tid” again",
        "merged it into “Tid”",
        "brought it back",
        "retired it",
        "moved it in the list, from place 1 to 2",
        "moved it from “What works well” to “Contact”",
        "renamed it, from “Väntan” to “Väntrum”",
        "moved it from “Contact” to “What works well”",
        "changed what belongs here, from “–” to “Att vänta”",
        "added it, as “Väntan”",
    ]
    assert said(app, seminar, other.id) == [
        "told “Väntrum” apart from it again", "merged “Väntrum” into it", "added it, as “Tid”",
    ]  # fmt: skip


def test_only_the_facilitator_of_the_unit_reads_it(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    for person in (seminar.leader, seminar.worker, making.a_seminar().facilitator):
        with pytest.raises(NotFound):
            history.list_history(make.actor(person), seminar.cycle.id, theme.id)


def test_the_page_shows_it_and_tells_what_was_undone(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar, "Väntan")
    retiring.retire(seminar.leads, seminar.cycle.id, theme.id)
    db.session.commit()
    last = undo.get_own(seminar.leads, seminar.cycle.id).last
    assert last is not None
    undo.take_back(seminar.leads, seminar.cycle.id, seq=last.seq)
    db.session.commit()
    page = signed_in(seminar.facilitator).get(f"/cycles/{seminar.cycle.id}/themes/{theme.id}").text
    assert "Temats historik" in page
    assert "lade till temat, som ”Väntan”" in page
    assert page.count("<small>(") == 1
