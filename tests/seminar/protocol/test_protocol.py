"""A protocol writes itself: who, when, the agenda, themes and proposals; no child's words, and few are not counted."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from seminar.leading import presence, timing
from seminar.leading.models import Place
from seminar.proposals import proposing, voting
from seminar.protocol import attending, composing, facts
from seminar.seminars import planning
from seminar.seminars.agenda import Point
from seminar.seminars.models import Seminar
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.proposals import votes
from tests.seminar.seminars import days
from tests.wall_clock import ahead
from toolkit.access import Role
from toolkit.db import db
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown
from toolkit.disposal import withdrawal
from toolkit.errors import InvalidInput, NotFound, Overtaken
from toolkit.language import day as words_of_day
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
POINTS = [Point("Läsa", 60), Point("Förslag", 45), Point("Avslut", 10)]


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar((13, "girl"), (9, "boy"))


@pytest.fixture
def sara(material: Material) -> Person:
    return make.a_person(material.unit, Role.SOCIAL_WORKER, name="Sara Sjö")


@pytest.fixture
def day(material: Material, sara: Person) -> Seminar:
    planned = days.a_day(material, material.facilitator, sara, material.worker, material.leader)
    planning.set_agenda(material.leads, material.cycle.id, planned.id, points=POINTS, version=planned.version)
    before = proposing.write(material.leads, material.cycle.id, making.a_theme(material, "Före").id, text="Före dagen.")
    db.session.commit()
    assert before
    with ahead(timedelta(seconds=1)):
        return planning.open_seminar(material.leads, material.cycle.id, planned.id)


def hold(material: Material, sara: Person) -> None:
    """A seminar of two hours: Sara comes, a theme is made, a proposal is worded, two points are gone through."""
    with ahead(timedelta(minutes=1)):
        presence.note(make.actor(sara), material.cycle.id, place=Place.BOARD)
        timing.begin_point(material.leads, material.cycle.id, position=0)
        theme = making.a_theme(material)
        making.an_excerpt(material, theme)
        making.read_all(material)
        proposing.write(
            material.leads, material.cycle.id, theme.id, text="Vi ringer före mötet.", responsible="Grupperna själva"
        )  # fmt: skip
        db.session.commit()
    with ahead(timedelta(minutes=71)):
        timing.begin_point(material.leads, material.cycle.id, position=1)
        db.session.commit()


def gathered(material: Material, day: Seminar) -> facts.Protocol:
    return facts.gather(material.leads, material.cycle.id, day.id)


def test_it_tells_what_was_done_while_the_seminar_was_open(material: Material, day: Seminar, sara: Person) -> None:
    hold(material, sara)
    with ahead(timedelta(minutes=101)):
        planning.end(material.leads, material.cycle.id, day.id)
        db.session.commit()
    protocol = gathered(material, day)
    assert protocol.attended == ("Sara Sjö",)
    # the unit leader reads no interviews and follows no seminar: nobody can say that they stayed away
    assert set(protocol.missing) == {material.facilitator.name, material.worker.name}
    assert [(point.name, point.took) for point in protocol.agenda] == [("Läsa", 70), ("Förslag", 30), ("Avslut", None)]
    assert [(one.theme.name, one.share.count, one.is_new) for one in protocol.themes] == [
        ("Tillit", Shown(None, 5), True)
    ]
    assert [(wish.text, wish.responsible) for wish in protocol.wishes] == [
        ("Vi ringer före mötet.", "Grupperna själva")
    ]
    with ahead(timedelta(minutes=200)):  # what comes later is another seminar's
        proposing.write(material.leads, material.cycle.id, protocol.themes[0].theme.id, text="Efteråt.")
        db.session.commit()
        assert [wish.text for wish in gathered(material, day).wishes] == ["Vi ringer före mötet."]


def test_who_was_there_is_corrected_by_hand(material: Material, day: Seminar, sara: Person) -> None:
    presence.note(make.actor(sara), material.cycle.id, place=Place.BOARD)
    here, leads = (material.cycle.id, day.id), material.leads
    seen = attending.version_of({sara.id})
    attending.correct(leads, *here, person_ids=[material.worker.id], version=seen)
    assert gathered(material, day).attended == (material.worker.name,)
    presence.note(make.actor(sara), material.cycle.id, place=Place.TEXT)
    assert gathered(material, day).attended == (material.worker.name,), "what was corrected holds"
    with pytest.raises(Overtaken):
        attending.correct(leads, *here, person_ids=[sara.id], version=seen)
    stranger = making.a_seminar()
    with pytest.raises(InvalidInput):
        attending.correct(
            leads, *here, person_ids=[stranger.worker.id], version=attending.version_of({material.worker.id})
        )  # fmt: skip
    for actor in (make.actor(sara), material.decides, stranger.leads):
        with pytest.raises(NotFound):
            facts.gather(actor, *here)
        with pytest.raises(NotFound):
            attending.correct(actor, *here, person_ids=[], version=0)


def test_the_page_and_the_files_say_the_same_and_quote_no_child(
    material: Material, day: Seminar, sara: Person, signed_in: SignIn
) -> None:
    hold(material, sara)
    db.session.commit()
    browser, root = signed_in(material.facilitator), f"/cycles/{material.cycle.id}/seminars/{day.id}/protocol"
    page = browser.get(root)
    inspect_page(page.text, page.headers)
    word = browser.get(f"{root}/protocol.docx")
    pdf = browser.get(f"{root}/protocol.pdf")
    document = docx.Document(io.BytesIO(word.data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    in_word = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    in_pdf = " ".join("\n".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf.data)).pages).split())
    for text in (page.text, in_word, in_pdf):
        for words in ("Sara Sjö", "Grupperna själva", "Vi ringer före mötet.", "nytt på seminariet", "70 min", "Läsa"):
            assert words in text
        assert "färre än" in text, "of few it says that they were few"
        for line in making.LINES:
            assert line[1][:20] not in text
        assert "1 av 2 barn" not in text
    assert making.events_of(day.id).count("seminar:protocol:exported") == 2
    assert f'href="{root}"' in browser.get(root.removesuffix("/protocol")).text


def test_a_sign_that_the_pdf_lacks_is_told_in_a_page_that_is_seen(
    material: Material, day: Seminar, sara: Person, signed_in: SignIn
) -> None:
    hold(material, sara)
    day.place = "Rummet 🫠"
    db.session.commit()
    browser, root = signed_in(material.facilitator), f"/cycles/{material.cycle.id}/seminars/{day.id}/protocol"
    link = re.search(r"<a[^>]*protocol\.pdf[^>]*>", browser.get(root).text)
    assert link
    assert "download" not in link[0], "a browser that only saves shows no refusal"
    refused = browser.get(f"{root}/protocol.pdf")
    assert refused.status_code == 409
    assert "🫠" in refused.text


def test_the_list_is_ticked_on_its_page(material: Material, day: Seminar, sara: Person, signed_in: SignIn) -> None:
    presence.note(make.actor(sara), material.cycle.id, place=Place.BOARD)
    version, ids = attending.version_of({sara.id}), [str(sara.id), str(material.worker.id)]
    name, seminar_id = material.worker.name, day.id
    browser, root = signed_in(material.facilitator), f"/cycles/{material.cycle.id}/seminars/{day.id}/protocol"
    page = browser.get(f"{root}/attendance")
    inspect_page(page.text, page.headers)
    assert page.text.count(" checked") == 1
    sent = {"person_ids": ids, "version": version}
    assert browser.post(f"{root}/attendance", data=sent).headers["Location"] == root
    assert name in browser.get(root).text.partition("Med var:")[2].partition("</p>")[0]
    late = browser.post(f"{root}/attendance", data={"person_ids": ids[:1], "version": version})
    assert late.status_code == 409
    assert "Någon annan hann spara först" in late.text or "sparade först" in late.text
    assert making.events_of(seminar_id)[-1] == "seminar:seminar:changed"


def test_dots_are_told_once_the_voting_is_closed(material: Material, day: Seminar, sara: Person) -> None:
    hold(material, sara)
    wish = proposing.list_proposals(material.leads, material.cycle.id)[-1]
    voting.open_with(material.leads, material.cycle.id, dots=2)
    voting.place(make.actor(sara), material.cycle.id, wish.id)
    voting.place(make.actor(material.worker), material.cycle.id, wish.id)
    assert [one.dots for one in gathered(material, day).wishes] == [0]
    voting.close(material.leads, material.cycle.id)
    assert [one.dots for one in gathered(material, day).wishes] == [0]
    assert "Få satte prickar" in str(composing.plain(composing.compose(gathered(material, day))))
    voting.reopen(material.leads, material.cycle.id)
    votes.by_others(material.cycle.id, wish.id, many=1)
    voting.close(material.leads, material.cycle.id)
    assert [one.dots for one in gathered(material, day).wishes] == [3]
    assert "3 personer satte prickar." in str(composing.plain(composing.compose(gathered(material, day))))
    assert "3 prickar." in str(composing.plain(composing.compose(gathered(material, day))))


def test_what_is_withdrawn_is_not_counted(material: Material, day: Seminar, sara: Person) -> None:
    hold(material, sara)
    withdrawal.withdraw(material.leads, material.transcripts[0].assignment)
    db.session.commit()
    assert [(one.theme.name, one.share.count.value, one.share.of) for one in gathered(material, day).themes] == [
        ("Tillit", 0, Shown(None, 5))
    ]


def test_it_is_headed_by_the_day_on_which_it_was_held(material: Material, day: Seminar) -> None:
    day.on += timedelta(days=44)
    db.session.commit()
    document, held = composing.compose(gathered(material, day)), day.opened_at
    assert held
    assert words_of_day(held) in document.subtitle
    assert words_of_day(day.on) not in document.subtitle


def test_those_who_were_not_there_are_counted_and_not_named(material: Material, day: Seminar, sara: Person) -> None:
    presence.note(make.actor(sara), material.cycle.id, place=Place.BOARD)
    db.session.commit()
    said = str(composing.plain(composing.compose(gathered(material, day))))
    assert "2 inbjudna var inte med." in said
    assert material.worker.name not in said


def test_that_a_number_is_not_shown_is_said_once(material: Material, day: Seminar, sara: Person) -> None:
    hold(material, sara)
    protocol = gathered(material, day)
    hidden = Share(Shown(None), Shown(2))
    silent = [facts.Raised(making.a_theme(material, name), hidden, is_new=False) for name in ("Ett", "Två")]
    document = composing.compose(replace(protocol, themes=(*protocol.themes, *silent)))
    themes = str(composing.plain(document)["chapters"][2])
    assert "Tillit: färre än 5 av 2 barn (nytt" in themes or "Tillit: färre än 5 barn (nytt" in themes
    assert themes.count("visas inte") == 1
    assert "antal barn visas inte" not in themes
    assert themes.index("visas inte") < themes.index("Ett") < themes.index("Två")
