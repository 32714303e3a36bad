"""The social workers' voices: written, changed and removed by the facilitator, once each, with a line on the trail."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import voices
from seminar.coding import readings
from seminar.themes.models import Theme
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def theme(seminar: Seminar) -> Theme:
    return making.a_theme(seminar)


def texts(seminar: Seminar, theme: Theme) -> list[str]:
    db.session.expire_all()
    theme_voices = voices.get_theme_voices(seminar.leads, seminar.cycle.id, theme.id)
    return [voice.text for voice in theme_voices.staff]


def test_voices_stand_in_the_order_they_were_written(seminar: Seminar, theme: Theme) -> None:
    for text in ("Vi byter ofta.", "Vi berättar sent.", "Vi byter ofta."):
        voices.write(seminar.leads, seminar.cycle.id, theme.id, text=text)
    assert texts(seminar, theme) == ["Vi byter ofta.", "Vi berättar sent."]


def test_the_same_words_under_another_theme_are_another_voice(seminar: Seminar, theme: Theme) -> None:
    other = making.a_theme(seminar, "Tempo")
    for each in (theme, other):
        voices.write(seminar.leads, seminar.cycle.id, each.id, text="Vi byter ofta.")
    assert texts(seminar, theme) == texts(seminar, other) == ["Vi byter ofta."]


def test_two_who_change_a_voice_at_once(seminar: Seminar, theme: Theme) -> None:
    voice = voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Vi byter ofta.")
    seen = voice.version
    voices.change(seminar.leads, seminar.cycle.id, voice.id, text="Först", version=seen)
    with pytest.raises(WrongState):
        voices.change(seminar.leads, seminar.cycle.id, voice.id, text="Sen", version=seen)
    assert texts(seminar, theme) == ["Först"]


def test_the_trail_tells_each_step_and_no_word(seminar: Seminar, theme: Theme) -> None:
    voice = voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Vi byter ofta.")
    voices.change(seminar.leads, seminar.cycle.id, voice.id, text="Vi byter.", version=voice.version)
    assert voices.remove(seminar.leads, seminar.cycle.id, voice.id).id == theme.id
    assert making.events_of(theme.id) == ["seminar:theme:created", *["seminar:board:changed"] * 3]


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR])
def test_only_the_facilitator_writes(seminar: Seminar, theme: Theme, role: Role) -> None:
    voice = voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Vi byter ofta.")
    person = make.actor(make.a_person(seminar.unit, role))
    for act in (
        lambda: voices.write(person, seminar.cycle.id, theme.id, text="Nej"),
        lambda: voices.change(person, seminar.cycle.id, voice.id, text="Nej", version=voice.version),
        lambda: voices.remove(person, seminar.cycle.id, voice.id),
    ):
        with pytest.raises(NotFound):
            act()
    assert texts(seminar, theme) == ["Vi byter ofta."]


def test_the_unit_leader_reads_a_theme_and_the_worker_does_not(seminar: Seminar, theme: Theme) -> None:
    assert voices.get_theme_voices(seminar.decides, seminar.cycle.id, theme.id).theme == theme
    with pytest.raises(NotFound):
        voices.get_theme_voices(make.actor(seminar.worker), seminar.cycle.id, theme.id)
    assert making.events_of(theme.id)[-1] == "seminar:voices:read"


def test_another_unit_and_another_cycle_find_nothing(seminar: Seminar, theme: Theme) -> None:
    voice = voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Vi byter ofta.")
    other = making.a_seminar()
    for actor, cycle_id in (
        (other.leads, seminar.cycle.id),
        (other.leads, other.cycle.id),
        (seminar.leads, making.another_cycle(seminar).cycle.id),
    ):
        with pytest.raises(NotFound):
            voices.get_voice(actor, cycle_id, voice.id)
        with pytest.raises(NotFound):
            voices.write(actor, cycle_id, theme.id, text="Nytt")
    assert voices.list_voices(other.leads, seminar.cycle.id) == []
    assert readings.children_read(other.leads, [seminar.cycle.id])[seminar.cycle.id] == frozenset()


def test_one_child_with_two_recordings_is_one_child(app: Flask) -> None:
    seminar = making.a_seminar((13, "girl"), (10, "boy"))
    theme = making.a_theme(seminar)
    first, second = seminar.transcripts
    second.assignment = first.assignment
    for number in (0, 1):
        making.an_excerpt(seminar, theme, transcript=number)
    theme_voices = voices.get_theme_voices(seminar.leads, seminar.cycle.id, theme.id)
    assert (len(theme_voices.codings), theme_voices.children, theme_voices.of) == (2, 1, 1)


def test_the_pages_write_change_and_remove(seminar: Seminar, theme: Theme, signed_in: SignIn) -> None:
    browser, board = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/board"
    new = f"{board}/themes/{theme.id}/voice"
    for nothing in ("", "   ", "x" * 2001):
        answer = browser.post(new, data={"text": nothing, "version": 0})
        assert answer.status_code == 422
        inspect_page(answer.text, answer.headers)
    written = browser.post(new, data={"text": " Vi byter ofta. ", "version": 0})
    assert written.headers["Location"].endswith(f"/board/contact#theme-{theme.id}")
    assert texts(seminar, theme) == ["Vi byter ofta."]
    voice_id = voices.get_theme_voices(seminar.leads, seminar.cycle.id, theme.id).staff[0].id
    address = f"{board}/voices/{voice_id}"
    assert "Vi byter ofta." in browser.get(address).text
    assert browser.post(address, data={"text": "Utan version"}).status_code == 409
    assert browser.post(address, data={"text": "Vi byter.", "version": 1}).status_code == 303
    assert texts(seminar, theme) == ["Vi byter."]
    assert browser.post(f"{address}/remove").headers["Location"].endswith(f"/board/themes/{theme.id}")
    assert texts(seminar, theme) == []
    for late in (f"{address}/remove", address):
        assert browser.post(late, data={"text": "Sent", "version": 2}).status_code == 404


def test_the_pages_are_the_facilitators_alone(seminar: Seminar, theme: Theme, signed_in: SignIn) -> None:
    voice = voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Vi byter ofta.")
    board = f"/cycles/{seminar.cycle.id}/board"
    foreign = making.a_seminar().facilitator
    sent = {"text": "Nej", "version": 1}
    addresses = (f"{board}/themes/{theme.id}/voice", f"{board}/voices/{voice.id}", f"{board}/voices/{voice.id}/remove")
    for person in (seminar.leader, seminar.worker, foreign):
        browser = signed_in(person)
        assert {browser.post(address, data=sent).status_code for address in addresses} == {404}
    assert texts(seminar, theme) == ["Vi byter ofta."]
