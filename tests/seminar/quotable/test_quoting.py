"""A no takes a quote out of everything; whatever else is said holds it until a person has looked."""

import ast
import re
import uuid
from dataclasses import replace

import pytest

from seminar.board import voices
from seminar.coding import quotes
from seminar.coding.listed import ListedCoding
from seminar.coding.quotes import Quote
from seminar.exchange import excerpts, gathering, masking
from seminar.quotable import quoting, reviewing
from seminar.quotable.models import ChildAnswer, QuoteReview
from seminar.report import drafting
from tests import factories as make
from tests.architecture.source import expect_none, modules
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.disposal import withdrawal
from transcription.exchange import exporting

SMS = "Att hon hade sagt det själv. 🙂 Eller skickat ett sms."


@pytest.fixture
def seminar(app: object) -> Seminar:
    found = making.a_seminar((13, "girl"))
    theme = making.a_theme(found)
    making.an_excerpt(found, theme, position=1)
    making.an_excerpt(found, theme, position=3)
    making.read_all(found)
    db.session.commit()
    return found


def shown(seminar: Seminar) -> list[str]:
    (row,) = voices.list_voices(seminar.leads, seminar.cycle.id)
    return [quote.words for quote in row.shown]


def everywhere(seminar: Seminar) -> str:
    """Every word that leaves the house, in one."""
    report = drafting.collect(seminar.leads, seminar.cycle.id)
    rows = excerpts.list_rows(seminar.leads, seminar.cycle.id)
    texts = gathering.gather(seminar.leads, seminar.cycle.id).project.sources
    return " ".join(
        [
            *(voice.text for row in (*report.rows, *report.works_well) for voice in row.voices),
            *(row.words for row in rows),
            *(source.text or "" for source in texts),
            *shown(seminar),
        ]
    )


def quote_of(seminar: Seminar, words: str) -> Quote:
    rows = voices.list_voices(seminar.leads, seminar.cycle.id)
    return next(quote for row in rows for quote in row.shown if words in quote.words)


def test_a_no_takes_it_out_of_everything_at_once_and_leaves_the_others(seminar: Seminar) -> None:
    assert everywhere(seminar).count(SMS) == 4
    reviewing.answer(quote_of(seminar, SMS), said=ChildAnswer.REMOVE, words="")
    assert "sms" not in everywhere(seminar)
    assert "Man orkar inte" in everywhere(seminar)


def test_what_overlaps_it_under_another_theme_goes_too(seminar: Seminar) -> None:
    other = making.a_theme(seminar, "Kontakt")
    making.an_excerpt(seminar, other, position=1)
    reviewing.answer(quote_of(seminar, SMS), said=ChildAnswer.REMOVE, words="")
    for row in voices.list_voices(seminar.leads, seminar.cycle.id):
        assert not any("sms" in quote.words for quote in row.shown)


@pytest.mark.parametrize("said", [ChildAnswer.STANDS, None])
def test_a_yes_and_no_answer_leave_it_where_it_is(seminar: Seminar, said: ChildAnswer | None) -> None:
    if said is not None:
        reviewing.answer(quote_of(seminar, SMS), said=said, words="")
    assert SMS in shown(seminar)


def test_not_quite_waits_until_somebody_has_reworded_it(seminar: Seminar) -> None:
    quote = quote_of(seminar, SMS)
    reviewing.answer(quote, said=ChildAnswer.NOT_QUITE, words="Det var ett mejl.")
    assert "sms" not in everywhere(seminar)
    reviewing.reword(quote, wording="Att hon hade skickat ett mejl.", is_unsigned=False)
    assert "Att hon hade skickat ett mejl." in shown(seminar)
    assert "sms" not in everywhere(seminar)
    reviewing.answer(quote, said=ChildAnswer.REMOVE, words="")
    assert not any("mejl" in words for words in shown(seminar))


def test_a_reworded_quote_to_which_more_was_marked_waits_again(seminar: Seminar) -> None:
    reviewing.reword(quote_of(seminar, SMS), wording="Annat.", is_unsigned=False)
    (row,) = voices.list_voices(seminar.leads, seminar.cycle.id)
    first = next(coding for coding in row.codings if "sms" in coding.excerpt.quote)
    longer = make_overlap(first)
    judged = quoting.judge(quotes.merge([first, longer])[0], quoting.list_reviews([first]))
    assert judged is None


def make_overlap(coding: ListedCoding) -> ListedCoding:
    stood = coding.excerpt
    excerpt = replace(stood, id=uuid.uuid4(), end=stood.end + 3, words=stood.quote + " Ja")
    return replace(coding, id=uuid.uuid4(), excerpt=excerpt)


def test_a_recognised_quote_stands_again_unsigned_or_not_at_all(seminar: Seminar) -> None:
    quote = quote_of(seminar, SMS)
    reviewing.recognise(quote.excerpts)
    assert "sms" not in everywhere(seminar)
    reviewing.reword(quote, wording="", is_unsigned=True)
    report = drafting.collect(seminar.leads, seminar.cycle.id)
    signed = {voice.text: voice.signature for row in report.rows for voice in row.voices}
    assert signed[SMS] == "Ett barn"
    reviewing.leave_out(quote)
    assert "sms" not in everywhere(seminar)


def test_in_a_whole_text_its_letters_are_covered_and_nothing_moves(seminar: Seminar) -> None:
    text = seminar.transcripts[0]
    before = masking.cover(text)
    assert before.spans == []
    reviewing.answer(quote_of(seminar, SMS), said=ChildAnswer.REMOVE, words="")
    after = masking.cover(text)
    assert [len(line) for _speaker, line in after.lines] == [len(line) for _speaker, line in before.lines]
    assert re.fullmatch(f"[{masking.COVER} ]+", after.lines[1][1])
    assert after.lines[3] == before.lines[3]


def test_a_withdrawal_takes_what_was_said_of_the_quotes_along(seminar: Seminar) -> None:
    reviewing.answer(quote_of(seminar, SMS), said=ChildAnswer.NOT_QUITE, words="Det var ett mejl.")
    assignment = seminar.transcripts[0].assignment
    withdrawal.withdraw(seminar.leads, assignment)
    assert db.session.query(QuoteReview).count() == 0


# Where quotes are made, judged, or worked with at the seminar itself, whose people have read the whole texts.
INSIDE = ("seminar.coding.", "seminar.quotable.", "seminar.texts.", "seminar.suggestions.", "seminar.agreement.")
WORKED_WITH = {
    "seminar.board.own_words": "tells whether somebody writes a child's words as their own",
    "seminar.overview.held": "everything about one child, for whoever asks what is held of it: the child's own words",
    "seminar.board.views": "the page of a theme, where its quotes are put on the board and set aside",
}


def test_whoever_shows_a_quote_asks_whether_it_may_be_quoted() -> None:
    """Nobody outside makes quotes of codings, or opens a passage's own words: that would pass the child's no by."""
    expect_none(
        f"{module.name}:{getattr(node, 'lineno', '?')} takes words that nobody has judged: ask seminar.quotable.quoting"
        for module in modules()
        if module.name.startswith("seminar.") and not module.name.startswith(INSIDE) and module.name not in WORKED_WITH
        for node in ast.walk(module.tree)
        if _opens_words(node)
    )


def _opens_words(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        if node.module == "seminar.coding":
            return "quotes" in names
        return node.module == "seminar.coding.quotes" and bool(names & {"merge", "told"})
    is_word = isinstance(node, ast.Attribute) and node.attr == "quote" and isinstance(node.ctx, ast.Load)
    return is_word and "excerpt" in ast.unparse(node)


def test_a_no_holds_in_the_text_that_the_interviewer_takes_along(seminar: Seminar) -> None:
    """The copy as a file is what leaves: its other words stay where they are."""
    reviewing.answer(quote_of(seminar, SMS), said=ChildAnswer.REMOVE, words="")
    db.session.flush()
    copy = seminar.transcripts[0]
    interviewer = make.actor(copy.assignment.interviewer)
    for actor in (interviewer, seminar.leads):
        page = exporting.open_copy(actor, copy.id)
        words = [one.text for one in page.segments]
        assert len(words) == len(copy.segments)
        assert not any(SMS in line for line in words)
        assert words[0] == copy.segments[0].text
        assert "skickat ett sms" not in exporting.export(actor, page, kind="txt").decode()
