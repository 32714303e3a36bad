"""The history: who did what, in plain words, page by page, and never what a child said."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import voices
from seminar.changes.models import ChangeKind
from seminar.live import history, wording
from seminar.live.inverses import INVERSES
from seminar.themes import removing
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def test_the_page_tells_who_did_what_and_nobodys_words(seminar: Seminar, signed_in: SignIn) -> None:
    theme, gone = making.a_theme(seminar), making.a_theme(seminar, "Fel ord")
    making.an_excerpt(seminar, theme)
    voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Vi ringer för sent.")
    removing.remove(seminar.leads, seminar.cycle.id, gone.id)
    browser = signed_in(seminar.facilitator)
    page = browser.get(f"/cycles/{seminar.cycle.id}/seminar/history")
    inspect_page(page.text, page.headers)
    for sentence in (
        "lade ett citat från intervju 1 under Tillit", "skrev vad socialsekreterarna ser under Tillit",
        "tog bort temat Fel ord",
    ):  # fmt: skip
        assert f"<b>{seminar.facilitator.name}</b> {sentence}" in page.text
    for words in (making.LINES[1][1], "Vi ringer för sent."):
        assert words not in page.text


def test_undo_from_the_history_and_from_the_page_of_a_text(seminar: Seminar, signed_in: SignIn) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    browser, root = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/seminar"
    text = f"{root}/transcripts/{seminar.transcripts[0].id}"
    assert "Du lade ett citat under ett tema." in browser.get(text).text
    sent = {"seq": 2, "transcript": str(seminar.transcripts[0].id)}
    assert browser.post(f"{root}/undo", data=sent).headers["Location"].endswith(f"{text}#latest")
    assert "Gör det igen" in browser.get(text).text
    assert browser.post(f"{root}/undo", data=sent).status_code == 303, "pressed twice is pressed once"
    assert browser.post(f"{root}/undo", data={"seq": 3}).headers["Location"].endswith("/history")
    for wrong in ({}, {"seq": "x"}, {"seq": 0}, {"seq": 10**12}):
        assert browser.post(f"{root}/undo", data=wrong).status_code == 422
    assert browser.post(f"{root}/undo", data={"seq": 77}).status_code == 404


def test_a_withdrawn_interview_is_told_without_what_was_done_with_it(seminar: Seminar) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    db.session.commit()
    withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
    db.session.commit()
    told = history.get_history(seminar.leads, seminar.cycle.id)
    assert [(entry.kind, entry.person) for entry in told.entries] == [
        (ChangeKind.GONE, None), (ChangeKind.THEME_CREATED, seminar.facilitator.name)
    ]  # fmt: skip


def test_it_goes_back_page_by_page(seminar: Seminar, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        making.a_theme(seminar, f"Tema {number}")
    db.session.commit()
    monkeypatch.setattr(history, "PAGE", 2)
    seen, before = [], None
    while True:
        page = history.get_history(seminar.leads, seminar.cycle.id, before=before)
        seen += [entry.seq for entry in page.entries]
        before = page.older
        if before is None:
            break
    assert seen == [5, 4, 3, 2, 1]


def test_every_kind_has_its_words() -> None:
    assert set(wording.ACTS) == set(ChangeKind)
    assert set(wording.OWN) == set(INVERSES)
