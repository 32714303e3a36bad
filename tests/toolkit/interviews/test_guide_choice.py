"""The age decides which guide, the booking what is special; the interviewer may decide otherwise, and says why."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from interview_guides.guides import Variant
from tests.factories import CANARY
from tests.inspection import inspect_page
from tests.toolkit.interviews.conftest import Talk
from toolkit import clock, content
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.cycles.models import Interpreter
from toolkit.db import db
from toolkit.interviews import guide_choice
from toolkit.interviews.models import Booking, GuideChoice, Preparation

THIRTEEN, NINE = "guide_13_14", "guide_9_12"


def used(talk: Talk) -> guide_choice.GuideInUse:
    db.session.expire_all()
    return guide_choice.in_use(talk.assignment, content=content.in_language("sv"))


def book(talk: Talk, **values: object) -> None:
    db.session.add(Booking(assignment_id=talk.assignment.id, starts_at=clock.now(), **{"place": "office", **values}))
    db.session.commit()


def test_the_age_decides(talk: Talk) -> None:
    guide = used(talk)
    assert (guide.whole.id, guide.variants, guide.is_of_another_age) == (THIRTEEN, (), False)


@pytest.mark.parametrize(
    ("booked", "variants"),
    [
        ({"place": "foster_home"}, (Variant.PLACED,)),
        ({"interpreter": True}, (Variant.INTERPRETER,)),
        ({"place": "school"}, ()),
    ],
)
def test_the_booking_tells_what_is_special(talk: Talk, booked: dict[str, object], variants: tuple[Variant]) -> None:
    book(talk, **booked)
    assert used(talk).variants == variants


def test_before_the_booking_the_childs_row_tells_of_an_interpreter(talk: Talk) -> None:
    talk.assignment.child.interpreter = Interpreter.NEEDED
    db.session.commit()
    assert used(talk).variants == (Variant.INTERPRETER,)
    book(talk, interpreter=False)
    assert used(talk).variants == ()


def test_a_closed_case_and_a_small_child_are_known_before_the_booking(talk: Talk) -> None:
    talk.assignment.child.case_open, talk.assignment.child.age = False, 6
    db.session.commit()
    guide = used(talk)
    assert guide.variants == (Variant.CLOSED, Variant.PICTURES)
    assert "choose_then" in {card.id for card in guide.asked.questions}
    assert "choose" not in {card.id for card in guide.asked.questions}


def test_the_page_and_the_room_say_what_is_special(talk: Talk) -> None:
    book(talk, interpreter=True)
    page = talk.client.get(f"{talk.url}/guide")
    inspect_page(page.text, page.headers)
    words = content.in_language("sv")
    special = words.variant(Variant.INTERPRETER)
    assert "Anpassad: Tolk är med. Ändra" in page.text
    assert special.guidance[0] in page.text
    assert "Går att räkna, om det inte redan är sagt:" in page.text
    room = talk.client.get(f"{talk.url}/room").text
    assert special.say[0] in room
    assert "Vet du varför du fick kontakt med oss?" in room


def test_the_probes_stand_where_the_guide_is_read(talk: Talk) -> None:
    page = talk.client.get(f"{talk.url}/guide").text
    for question in used(talk).asked.questions:
        assert all(probe in page for probe in question.probes)


def test_another_age_needs_a_reason_that_is_sealed(talk: Talk) -> None:
    sent = {"guide_id": NINE, "reason": "", "variants": ["pictures"], "version": 0}
    refused = talk.client.post(f"{talk.url}/guide/choice", data=sent)
    assert refused.status_code == 422
    assert "Skriv varför guiden för en annan ålder passar barnet bättre." in refused.text
    done = talk.client.post(f"{talk.url}/guide/choice", data={**sent, "reason": f"Talar som yngre, {CANARY}"})
    assert done.status_code == 303
    guide = used(talk)
    assert (guide.whole.id, guide.variants, guide.is_of_another_age) == (NINE, (Variant.PICTURES,), True)
    raw = db.session.connection().exec_driver_sql("SELECT reason FROM guide_choice").scalar()
    assert CANARY.encode() not in bytes(raw or b"")
    assert "Hur skulle du förklara socialtjänsten för en kompis?" in talk.client.get(f"{talk.url}/room").text


def test_whoever_reads_the_reason_leaves_a_line(talk: Talk) -> None:
    looks = select(func.count()).select_from(AuditEntry).where(AuditEntry.event == Event.GUIDE_REASON_READ)
    talk.client.post(f"{talk.url}/guide/choice", data={"guide_id": THIRTEEN, "variants": ["pictures"], "version": 0})
    talk.client.get(f"{talk.url}/guide")
    assert db.session.scalar(looks) == 0, "there is no reason to read"
    talk.client.post(f"{talk.url}/guide/choice", data={"guide_id": NINE, "reason": "Talar som yngre", "version": 1})
    assert "Talar som yngre" in talk.client.get(f"{talk.url}/guide").text
    assert db.session.scalar(looks) == 1


def test_the_interview_is_prepared_with_the_guide_that_was_chosen(talk: Talk) -> None:
    sent = {"guide_id": NINE, "reason": "Talar som yngre", "version": 0}
    talk.client.post(f"{talk.url}/guide/choice", data=sent)
    talk.client.post(f"{talk.url}/guide")
    assert db.session.get(Preparation, talk.assignment.id).guide_id == NINE  # type: ignore[union-attr]  # it is there


def test_back_to_the_own_age_forgets_the_reason(talk: Talk) -> None:
    talk.client.post(f"{talk.url}/guide/choice", data={"guide_id": NINE, "reason": "Yngre", "version": 0})
    talk.client.post(f"{talk.url}/guide/choice", data={"guide_id": THIRTEEN, "reason": "Yngre", "version": 1})
    assert used(talk).reason == ""


def test_a_choice_holds_against_the_booking(talk: Talk) -> None:
    book(talk, interpreter=True)
    talk.client.post(f"{talk.url}/guide/choice", data={"guide_id": THIRTEEN, "version": 0})
    assert (used(talk).variants, used(talk).suggested) == ((), (Variant.INTERPRETER,))


@pytest.mark.parametrize("wrong", [{"guide_id": "guide_0_4"}, {"variants": ["royal"]}, {"reason": "x" * 301}])
def test_an_odd_choice_is_refused(talk: Talk, wrong: dict[str, object]) -> None:
    sent = {"guide_id": NINE, "reason": "Yngre", "version": 0, **wrong}
    assert talk.client.post(f"{talk.url}/guide/choice", data=sent).status_code == 422
    assert db.session.query(GuideChoice).count() == 0


def test_two_windows_never_overwrite_each_other(talk: Talk) -> None:
    sent = {"guide_id": NINE, "reason": "Yngre", "version": 0}
    assert talk.client.post(f"{talk.url}/guide/choice", data=sent).status_code == 303
    late = talk.client.post(f"{talk.url}/guide/choice", data={"guide_id": THIRTEEN, "version": 0})
    assert late.status_code == 409
    assert used(talk).whole.id == NINE


def test_a_guide_that_is_gone_gives_way_to_that_of_the_age(talk: Talk) -> None:
    db.session.add(GuideChoice(assignment_id=talk.assignment.id, guide_id="guide_0_4"))
    db.session.commit()
    assert used(talk).whole == replace(used(talk).usual)
