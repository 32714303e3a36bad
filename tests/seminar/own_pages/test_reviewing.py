"""A child looks at its own quotes, one at a time; what it answers holds everywhere at once."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from seminar.quotable import own_quotes
from seminar.quotable.models import QuoteReview
from seminar.report.models import ReportText
from tests.factories import actor
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.own_pages.conftest import Asked
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.disposal import withdrawal

SMS, AGAIN = "skickat ett sms", "Man orkar inte säga allt igen"


def passage(child: FlaskClient, number: int) -> str:
    page = child.get(f"/mine/quotes/{number}")
    assert page.status_code == 200
    inspect_page(page.text, page.headers)
    return str(re.findall(r'name="passage" value="([^"]+)"', page.text)[0])


def answer(child: FlaskClient, number: int, said: str) -> str:
    sent = child.post(f"/mine/quotes/{number}", data={"passage": passage(child, number), "answer": said})
    assert sent.status_code == 303, sent.text
    return sent.headers["Location"]


def test_each_of_its_own_quotes_is_asked_about_and_nothing_else_is_opened(child: FlaskClient, asked: Asked) -> None:
    home = child.get("/mine/page").text
    assert "/mine/quotes/1" in home
    first, second = child.get("/mine/quotes/1").text, child.get("/mine/quotes/2").text
    assert SMS in first
    assert AGAIN in second
    assert "Berätta mer om det." not in first + second
    assert child.get("/mine/quotes/3").status_code == 404
    assert child.get("/mine/quotes/0").status_code == 404


def test_a_no_is_out_of_everything_at_once_and_the_next_is_asked(child: FlaskClient, asked: Asked) -> None:
    assert answer(child, 1, "remove") == "/mine/quotes/2"
    assert not any(SMS in words for words in asked.shown())
    assert answer(child, 2, "stands") == "/mine/page"
    assert "Nu gör vi som du har sagt" in child.get("/mine/page").text
    assert sum(AGAIN in words for words in asked.shown()) == 2


def test_not_quite_takes_a_few_words_and_is_held_until_somebody_has_looked(child: FlaskClient, asked: Asked) -> None:
    assert answer(child, 1, "not_quite") == "/mine/quotes/1/words"
    assert not any(SMS in words for words in asked.shown())
    page = child.get("/mine/quotes/1/words")
    inspect_page(page.text, page.headers)
    sent = child.post("/mine/quotes/1/words", data={"passage": passage(child, 1), "words": "Det var ett mejl."})
    assert sent.headers["Location"] == "/mine/quotes/2"
    review = db.session.scalars(sa.select(QuoteReview)).one()
    assert (review.child_words, review.waits) == ("Det var ett mejl.", True)


def test_what_it_answered_is_not_shown_and_can_be_changed(child: FlaskClient, asked: Asked) -> None:
    answer(child, 1, "remove")
    page = child.get("/mine/quotes/1").text
    assert "checked" not in page
    answer(child, 1, "stands")
    assert any(SMS in words for words in asked.shown())


def test_another_child_s_quote_is_answered_by_nobody_else(child: FlaskClient, asked: Asked) -> None:
    other = asked.seminar.transcripts[1].assignment
    (foreign,) = own_quotes.list_own(other)
    sent = child.post("/mine/quotes/1", data={"passage": str(foreign.key), "answer": "remove"})
    assert sent.status_code == 404
    assert child.post("/mine/quotes/1", data={"passage": "x", "answer": "remove"}).status_code == 404
    assert child.post("/mine/quotes/1", data={"passage": "x", "answer": "what"}).status_code == 422
    assert db.session.scalars(sa.select(QuoteReview)).all() == []


def test_the_trail_says_that_it_happened_and_not_what(child: FlaskClient, asked: Asked) -> None:
    answer(child, 1, "remove")
    lines = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.OWN_QUOTE_ANSWERED)).all()
    assert [(line.object_id, line.actor_id, line.facts) for line in lines] == [(asked.assignment.id, None, {})]


def test_once_the_report_stands_no_answer_is_taken(child: FlaskClient, asked: Asked) -> None:
    key = passage(child, 1)
    asked.report()
    sent = child.post("/mine/quotes/1", data={"passage": key, "answer": "remove"})
    assert sent.headers["Location"] == child.get("/mine/quotes/1").headers["Location"] == "/mine/page"
    assert db.session.scalars(sa.select(QuoteReview)).all() == []
    assert "Vi har inte bestämt än" in child.get("/mine/page").text


def test_after_a_withdrawal_the_page_opens_no_more(child: FlaskClient, asked: Asked) -> None:
    answer(child, 1, "not_quite")
    withdrawal.withdraw(actor(asked.assignment.interviewer), asked.assignment)
    db.session.commit()
    assert child.get("/mine/page").headers["Location"] == "/mine"
    assert db.session.scalars(sa.select(QuoteReview)).all() == []


def test_at_most_four_are_asked_and_never_the_same_words_twice(asked: Asked) -> None:
    seminar = asked.seminar
    for name in ("Två", "Tre", "Fyra", "Fem"):
        making.an_excerpt(seminar, making.a_theme(seminar, name), position=1)
    found = own_quotes.list_own(asked.assignment)
    assert len(found) == 2
    assert len({one.quote.words for one in found}) == 2


@pytest.mark.parametrize("for_child", [True, False])
def test_what_somebody_chose_goes_before_what_the_report_shows(asked: Asked, *, for_child: bool) -> None:
    first = own_quotes.list_own(asked.assignment)[0]
    db.session.add(QuoteReview(excerpt_id=first.key, for_child=for_child))
    db.session.flush()
    assert any(one.key == first.key for one in own_quotes.list_own(asked.assignment)) is for_child


def test_what_somebody_has_typed_of_it_into_the_report_goes_too(child: FlaskClient, asked: Asked) -> None:
    text = f"Många vill veta. Ett barn sa: ”Eller {SMS}.” Det är viktigt."
    row = ReportText(
        cycle_id=asked.seminar.cycle.id, section="summary", text=text, written_by_id=asked.seminar.leader.id
    )
    db.session.add(row)
    db.session.commit()
    answer(child, 1, "remove")
    db.session.refresh(row)
    assert SMS not in row.text
    assert "Det är viktigt." in row.text
