"""What is said of a quote is written here: by the child, by those who recognised somebody, and by whoever acts on it.

A no takes the quote out at once. Whatever else is said holds it until a person has looked.
"""

from collections.abc import Iterable

from seminar.coding.listed import ListedExcerpt
from seminar.coding.quotes import Quote
from seminar.quotable.models import ChildAnswer, QuoteReview
from toolkit.db import db


def rows_of(excerpts: Iterable[ListedExcerpt]) -> list[QuoteReview]:
    """The row of each passage, made where there is none."""
    rows = []
    for excerpt in excerpts:
        row = db.session.get(QuoteReview, excerpt.id)
        if row is None:
            row = QuoteReview(excerpt_id=excerpt.id)
            db.session.add(row)
        rows.append(row)
    db.session.flush()
    return rows


def answer(quote: Quote, *, said: ChildAnswer, words: str) -> None:
    """The child has answered about a quote of its own, perhaps once more: the latest answer holds."""
    for row in rows_of(quote.excerpts):
        row.child_answer = said
        row.child_words = words.strip() if said is ChildAnswer.NOT_QUITE else ""
        row.waits = said is ChildAnswer.NOT_QUITE or row.is_recognised
    db.session.flush()


def recognise(excerpts: Iterable[ListedExcerpt]) -> None:
    """Somebody has recognised somebody. Nobody is told who, and twice is once."""
    for row in rows_of(excerpts):
        row.is_recognised = row.waits = True
    db.session.flush()


def reword(quote: Quote, *, wording: str, is_unsigned: bool) -> None:
    """Whoever leads has looked: the quote stands in these words (empty: as said), with or without a signature."""
    for row in rows_of(quote.excerpts):
        row.wording, row.is_unsigned = wording.strip(), is_unsigned
        row.waits = row.is_recognised = row.is_left_out = False
    db.session.flush()


def leave_out(quote: Quote) -> None:
    """Whoever leads has looked: the quote is left out, until they reword it."""
    for row in rows_of(quote.excerpts):
        row.is_left_out, row.waits, row.is_recognised = True, False, False
    db.session.flush()


def choose(quote: Quote, *, for_child: bool) -> None:
    """Whoever leads has chosen whether the child is asked about this quote."""
    for row in rows_of(quote.excerpts):
        row.for_child = for_child
    db.session.flush()
