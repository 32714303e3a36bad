"""The letters of a draw: whose they are, who gets one, and who may print them."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from tests import factories as make
from tests.inspection import inspect_page
from tests.toolkit.letters.test_writing import OCTOBER, SignIn, a_scene, book
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import WrongState
from toolkit.letters import writing
from toolkit.participation import consent, contacts
from toolkit.participation.models import Answerer
from toolkit.people.models import Person

pytestmark = [pytest.mark.one_database, pytest.mark.usefixtures("app")]


def test_the_whole_draw_is_one_print_and_no_letter_says_whose_it_is(signed_in: SignIn) -> None:
    worker, first = a_scene()
    second = make.an_assignment(
        make.a_child(first.cycle, age=16), make.a_person(worker.unit, Role.SOCIAL_WORKER, name="Amir")
    )
    facilitator = db.session.scalars(select(Person).where(Person.name == "Karin Öberg")).one()
    book(first, clock.now() + timedelta(days=9))
    bundle = writing.write_all(make.actor(facilitator), first.cycle_id, with_asked=False)
    assert [(sheet.foot, sheet.letter.id) for sheet in bundle.letters] == [
        ("Brev 1 · sida", "letter_child_13_18"), ("Brev 2 · sida", "letter_guardian"),
        ("Brev 2 · sida", "letter_child_9_12"),
    ]  # fmt: skip
    cover = writing.list_recipients(make.actor(facilitator), first.cycle_id).cover
    assert [row[0] for row in cover.rows] == ["1", "2"]
    assert first.child.code in cover.rows[1][1]
    told = "\n".join(text for sheet in bundle.letters for _, text in sheet.letter.texts())
    assert first.child.code not in told
    assert second.child.code not in told
    assert "Storgatan 3" not in told, "when and where is the interviewer's own matter"
    browser, way = signed_in(facilitator), f"/cycles/{first.cycle_id}/letters"
    page = browser.get(way)
    assert len(re.findall("<tr>", page.text)) == 3
    assert browser.get(f"{way}.pdf").data.startswith(b"%PDF")
    assert browser.get(f"{way}.docx").data.startswith(b"PK")
    assert browser.get(f"{way}/list.pdf").data.startswith(b"%PDF")
    slips = f"{way}/{first.id}/slips.pdf"
    assert f'href="{slips}"' in page.text
    guardians, back, childs = (one.extract_text() for one in PdfReader(BytesIO(browser.get(slips).data)).pages)
    assert not back, "each goes to somebody else"
    assert "Svar från vårdnadshavare" in guardians
    assert "Mitt svar" in childs
    assert "Brev 2" in childs
    assert first.child.code not in guardians + childs
    assert "Vad det handlar om" not in guardians, "the letter itself is in hand already"
    first.cycle.state = CycleState.REPORTED
    db.session.commit()
    assert browser.get(f"{way}.pdf").status_code == 409


@pytest.mark.clock(OCTOBER)
def test_who_has_been_asked_already_is_printed_only_by_choice(signed_in: SignIn) -> None:
    worker, first = a_scene(age=16)
    tried, told, new = (
        make.an_assignment(make.a_child(first.cycle, age=16), make.a_person(worker.unit, Role.SOCIAL_WORKER))
        for _ in range(3)
    )
    actor = make.actor(worker)
    consent.record_yes(actor, first, who=Answerer.CHILD, to_recording=True, how="spoken", given_at=clock.now())
    for one, outcome in ((tried, "no_reply"), (told, "sent")):
        contacts.log(actor, one, with_whom="child", channel="letter", outcome=outcome, at=clock.now())
    facilitator = db.session.scalars(select(Person).where(Person.name == "Karin Öberg")).one()
    leads, cycle_id = make.actor(facilitator), first.cycle_id
    recipients = writing.list_recipients(leads, cycle_id)
    assert (recipients.asked, recipients.has_unasked) == (2, True)
    assert {row[1].split(" ")[0] for row in recipients.cover.rows if row[-1]} == {first.child.code, told.child.code}
    by_child = {row[1].split(" ")[0]: (row[0], row[-1]) for row in recipients.cover.rows}
    wanted = [f"Brev {by_child[one.child.code][0]} · sida" for one in (tried, new)]
    assert sorted(sheet.foot for sheet in writing.write_all(leads, cycle_id, with_asked=False).letters) == sorted(
        wanted
    )
    assert len(writing.write_all(leads, cycle_id, with_asked=True).letters) == 4
    page = signed_in(facilitator).get(f"/cycles/{cycle_id}/letters")
    inspect_page(page.text, dict(page.headers))
    assert "2 barn är redan tillfrågade" in page.text
    assert "who=all" in page.text
    for one in (tried, new):
        contacts.log(actor, one, with_whom="child", channel="letter", outcome="told", at=clock.now())
    with pytest.raises(WrongState):
        writing.write_all(leads, cycle_id, with_asked=False)


def test_nobody_else_prints_the_letters_of_a_draw(app: Flask, signed_in: SignIn) -> None:
    worker, assignment = a_scene()
    assert signed_in(worker).get(f"/cycles/{assignment.cycle_id}/letters").status_code == 404
    stranger = make.a_person(make.a_unit(name="Elsewhere"), Role.FACILITATOR)
    for ending in ("", ".pdf", ".docx", "/list.pdf", f"/{assignment.id}/slips.pdf"):
        assert signed_in(stranger).get(f"/cycles/{assignment.cycle_id}/letters{ending}").status_code == 404
