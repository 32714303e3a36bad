"""What is shown to everybody: who shows it, what it points at, two who show at once, and what happens when it goes."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from seminar.changes.models import ChangeKind, SeminarChange
from seminar.leading import spotlight
from seminar.leading.models import Shown, Spotlight
from seminar.leading.spotlight import Pointer, SharedView, Target
from seminar.live import history
from seminar.proposals import proposing, voting
from seminar.seminars import planning
from seminar.seminars.models import Seminar
from seminar.texts import anchors
from seminar.themes import merging, removing
from seminar.themes.models import Area
from tests import factories as make
from tests.seminar import making
from tests.seminar.corrected import correct, with_line
from tests.seminar.making import Seminar as Material
from tests.seminar.proposals import votes
from tests.seminar.seminars import days
from toolkit.access import Role
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
LINE = making.LINES[1][1]


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar((13, "girl"), (9, "boy"))


@pytest.fixture
def day(material: Material) -> Seminar:
    """A seminar that is open."""
    planned = days.a_day(material, material.facilitator)
    return planning.open_seminar(material.leads, material.cycle.id, planned.id)


def shown(material: Material) -> SharedView:
    view = spotlight.find_shared_view(material.leads, material.cycle.id)
    assert view is not None
    return view


def show(material: Material, **target: object) -> SharedView:
    return spotlight.show(material.leads, material.cycle.id, Target(**target))  # type: ignore[arg-type]


def units(words: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where words of the child's line stand, as a browser counts."""
    at = LINE.index(words)
    return (1, anchors.to_utf16(LINE, at)), (1, anchors.to_utf16(LINE, at + len(words)))


def asked(browser: FlaskClient, address: str) -> dict[str, Any]:
    told: dict[str, Any] | None = browser.get(address).json
    assert told is not None
    return told


def test_what_is_pointed_at_moves_along_when_the_text_is_corrected(material: Material, day: Seminar) -> None:
    text, words = material.transcripts[0], "ett sms"
    start, end = units(words)
    show(material, transcript_id=text.id, passage=(start, end))
    before = shown(material)
    fresh = LINE.replace("Eller", "Eller i alla fall")
    correct(text, [("interviewer", "En rad till."), *with_line(1, fresh)])
    after = shown(material)
    at = fresh.index(words)
    assert after.pointer == Pointer(2, at, 2, at + len(words))
    assert after.version > before.version
    correct(text, [("interviewer", "En rad till."), *with_line(1, "Något helt annat.")])
    assert (shown(material).transcript, shown(material).pointer) == (text, None)


def test_a_text_without_a_passage_stays_shown_when_it_is_corrected(material: Material, day: Seminar) -> None:
    show(material, transcript_id=material.transcripts[0].id)
    correct(material.transcripts[0], with_line(1, "Något annat."))
    assert (shown(material).transcript, shown(material).pointer) == (material.transcripts[0], None)


def test_nothing_is_shown_until_somebody_shows_it(material: Material, day: Seminar) -> None:
    assert shown(material).shown is None
    text = material.transcripts[1]
    assert show(material, transcript_id=text.id).transcript == text
    view = shown(material)
    assert (view.shown, str(view.number), view.pointer, view.version) == (Shown.TEXT, "2", None, 1)
    theme = making.a_theme(material)
    assert show(material, theme_id=theme.id).theme == theme
    assert show(material, area=Area.CONTACT).area is Area.CONTACT
    assert show(material).shown is Shown.AGENDA
    assert shown(material).version == 4
    assert db.session.query(Spotlight).count() == 1


def test_a_theme_that_is_merged_while_it_is_shown_leads_to_the_other(material: Material, day: Seminar) -> None:
    theme, other = making.a_theme(material), making.a_theme(material, "Tid")
    show(material, theme_id=theme.id)
    merging.merge(material.leads, material.cycle.id, theme.id, into=other.id)
    assert shown(material).theme == other


def test_a_passage_is_kept_in_code_points_and_told_in_the_browsers_units(material: Material, day: Seminar) -> None:
    view = show(material, transcript_id=material.transcripts[0].id, passage=units("Eller skickat"))
    at = LINE.index("Eller skickat")
    assert view.pointer == Pointer(1, at, 1, at + len("Eller skickat"))
    assert spotlight.units_of(view) == (at + 1, at + 1 + len("Eller skickat"))  # the face before it is two units
    over = show(material, transcript_id=material.transcripts[0].id, passage=((2, 8), (1, 4)))
    assert over.pointer == Pointer(1, 4, 2, 7)  # in either order, and without the space at its end
    line = show(material, transcript_id=material.transcripts[0].id, line=3)
    assert line.pointer == Pointer(3, 0, 3, len(making.LINES[3][1]))
    with pytest.raises(InvalidInput):
        show(material, transcript_id=material.transcripts[0].id, passage=((1, 0), (9, 4)))
    assert shown(material).pointer == line.pointer


def test_a_pointer_is_let_go_when_the_text_is_another(material: Material, day: Seminar) -> None:
    text = material.transcripts[0]
    show(material, transcript_id=text.id, line=1)
    text.revision += 1
    db.session.flush()
    view = shown(material)
    assert (view.transcript, view.pointer, spotlight.units_of(view)) == (text, None, None)


def test_only_the_facilitator_of_an_open_seminar_shows(material: Material, day: Seminar) -> None:
    stranger = making.a_seminar()
    for actor in (make.actor(material.worker), material.decides, stranger.leads):
        with pytest.raises(NotFound):
            spotlight.show(actor, material.cycle.id, Target())
    for target in (Target(transcript_id=stranger.transcripts[0].id), Target(theme_id=making.a_theme(stranger).id)):
        with pytest.raises(NotFound):
            spotlight.show(material.leads, material.cycle.id, target)
    for actor in (make.actor(material.worker), material.decides, stranger.leads):
        assert spotlight.find_shared_view(actor, material.cycle.id) is None
    planning.end(material.leads, material.cycle.id, day.id)
    assert spotlight.find_shared_view(material.leads, material.cycle.id) is None
    with pytest.raises(WrongState):
        show(material)


def test_it_is_told_on_the_log_and_is_no_part_of_the_history(material: Material, day: Seminar) -> None:
    text = material.transcripts[0]
    show(material, transcript_id=text.id, passage=units("skickat"))
    db.session.commit()
    told = db.session.scalars(select(SeminarChange).where(SeminarChange.kind == ChangeKind.LED)).one()
    assert (told.object_id, told.transcript_id, told.words) == (day.id, text.id, "")
    listed = {entry.kind for entry in history.get_history(material.leads, material.cycle.id).entries}
    assert listed <= {ChangeKind.SEMINAR_OPENED}


def test_what_is_withdrawn_or_removed_is_shown_no_more(material: Material, day: Seminar) -> None:
    show(material, transcript_id=material.transcripts[0].id, line=1)
    db.session.commit()
    withdrawal.withdraw(material.leads, material.transcripts[0].assignment)
    db.session.commit()
    assert shown(material).shown is None
    assert not db.session.query(Spotlight).count()
    told = db.session.scalars(select(SeminarChange).where(SeminarChange.kind == ChangeKind.LED)).all()
    assert not told, "its line is emptied as every other is"
    theme = making.a_theme(material)
    show(material, theme_id=theme.id)
    removing.remove(material.leads, material.cycle.id, theme.id)
    assert shown(material).shown is None


def test_two_who_show_at_once_leave_one_row_and_the_last_holds(app: Flask, material: Material, day: Seminar) -> None:
    second = make.a_person(material.unit, Role.FACILITATOR)
    theme, actors = making.a_theme(material), [material.leads, make.actor(second)]
    targets, failed = [Target(theme_id=theme.id), Target(area=Area.CONTACT)], list[BaseException]()
    cycle_id = material.cycle.id
    db.session.commit()

    def press(number: int) -> None:
        try:
            with app.app_context():
                for _ in range(5):
                    spotlight.show(actors[number], cycle_id, targets[number])
                    db.session.commit()
        except BaseException as error:  # noqa: BLE001 - told by the test itself
            failed.append(error)

    threads = [threading.Thread(target=press, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert shown(material).version == 10
    last = db.session.scalars(select(SeminarChange).order_by(SeminarChange.seq.desc()).limit(1)).one()
    assert (shown(material).shown is Shown.THEME) is (last.theme_id == theme.id)


def test_the_buttons_and_what_a_window_asks(material: Material, day: Seminar, signed_in: SignIn) -> None:
    theme, browser = making.a_theme(material), signed_in(material.facilitator)
    root = f"/cycles/{material.cycle.id}"
    text = f"{root}/seminar/transcripts/{material.transcripts[0].id}"
    for address in (text, f"{root}/board/contact", f"{root}/board/themes/{theme.id}"):
        page = browser.get(address).text
        assert "Visa för alla" in page
        assert 'data-module="seminar/follow"' in page
    assert "Peka här" in browser.get(text).text
    sent = {"shown_text": material.transcripts[0].id, "start_segment": 1, "start_offset": 4, "end_segment": 1}
    answer = browser.post(f"{root}/seminar/spotlight", data=sent | {"end_offset": 7})
    assert answer.headers["Location"] == f"{root}/seminar/where"
    assert browser.get(f"{root}/seminar/where").headers["Location"] == f"{text}#line-1"
    told = asked(browser, f"{root}/seminar/spotlight")
    assert told["line"] == {"first": 1, "start": 4, "last": 1, "end": 7}
    assert told["words"] == "Gruppen läser intervju 1."
    assert browser.post(f"{root}/seminar/spotlight", data={"shown_theme": theme.id}).status_code == 303
    told = asked(browser, f"{root}/seminar/spotlight")
    assert (told["part"], told["url"]) == (f"row-{theme.id}", f"{root}/board/contact#row-{theme.id}")
    for wrong in ({"shown_area": "x"}, {"shown_text": "x"}, {"shown_theme": theme.id, "start_segment": "x"}):
        assert browser.post(f"{root}/seminar/spotlight", data=wrong).status_code == 422
    assert browser.post(f"{root}/seminar/spotlight", headers={"X-Fragment": "true"}).status_code == 204
    planning.end(material.leads, material.cycle.id, day.id)
    db.session.commit()
    assert browser.get(f"{root}/seminar/spotlight").json is None
    assert "Visa för alla" not in browser.get(text).text
    assert browser.post(f"{root}/seminar/spotlight").status_code == 409
    assert browser.get(f"{root}/seminar/where", follow_redirects=True).text.count("Inget visas för alla just nu.") == 1


def test_the_voting_is_shown_to_everybody_and_told_while_it_is_open(
    material: Material, day: Seminar, signed_in: SignIn
) -> None:
    proposing.write(material.leads, material.cycle.id, making.a_theme(material).id, text="Ett sms.")
    db.session.commit()
    browser, base = signed_in(material.facilitator), f"/cycles/{material.cycle.id}"
    state, page = f"{base}/seminar/spotlight", f"{base}/proposals/voting"
    assert asked(browser, state)["voting"] is None
    browser.post(state, data={"shown_voting": "1"})
    told = asked(browser, state)
    assert (told["shown"], told["url"], told["words"]) == ("voting", page, "Gruppen röstar på förslagen.")
    wall = f"{base}/seminar/projector"
    assert "Ett sms." in browser.get(wall).text
    browser.post(f"{page}/open", data={"dots": "3"})
    assert asked(browser, state)["voting"] == page
    assert "Vi röstar på förslagen" in browser.get(wall).text
    first = proposing.list_proposals(material.leads, material.cycle.id)[0]
    voting.place(material.leads, material.cycle.id, first.id)
    votes.by_others(material.cycle.id, first.id)
    assert "3 prickar" not in browser.get(wall).text, "nobody's first dot draws the rest"
    browser.post(f"{page}/close")
    assert asked(browser, state)["voting"] is None
    assert "3 prickar" in browser.get(wall).text
