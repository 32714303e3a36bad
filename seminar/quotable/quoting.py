"""The one place that decides what may be quoted. A quote whose words overlap words that are held is not one.

What a person has reworded stands in its new words, and only whole: when more was marked since, somebody looks again.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from seminar.coding import quotes
from seminar.coding.listed import ListedCoding
from seminar.coding.models import Excerpt
from seminar.coding.quotes import Quote
from seminar.quotable.models import QuoteReview
from seminar.texts import signatures
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.disclosure.counts import Nameable
from toolkit.language import gettext as _
from transcription.transcripts.models import DeidentifiedTranscript

Reviews = Mapping[uuid.UUID, Sequence[QuoteReview]]
"""What has been said of passages, by the text that they stand in."""


def list_reviews(codings: Iterable[ListedCoding]) -> Reviews:
    """Everything that has been said of passages of the texts that these codings stand in; the caller holds them."""
    return list_reviews_in({coding.excerpt.transcript_id for coding in codings})


def list_reviews_in(transcript_ids: Iterable[uuid.UUID]) -> Reviews:
    """The same for texts that the caller holds."""
    query = select(QuoteReview).join(QuoteReview.excerpt).options(contains_eager(QuoteReview.excerpt))
    found: dict[uuid.UUID, list[QuoteReview]] = {}
    for review in db.session.scalars(query.where(Excerpt.transcript_id.in_(list(transcript_ids)))):
        found.setdefault(review.excerpt.transcript_id, []).append(review)
    return found


def is_any_reviewed(cycle_id: uuid.UUID) -> bool:
    """Whether anybody has said anything of a passage in a cycle that the caller holds."""
    query = select(QuoteReview.excerpt_id).join(QuoteReview.excerpt).join(Excerpt.transcript)
    here = query.join(DeidentifiedTranscript.assignment).where(Assignment.cycle_id == cycle_id)
    return db.session.scalar(here.limit(1)) is not None


def list_touched(transcript_id: uuid.UUID) -> list[QuoteReview]:
    """What was said of passages of a text that may not leave the house as they stand in it."""
    reviews = list_reviews_in([transcript_id]).get(transcript_id, ())
    return [review for review in reviews if review.is_held or review.wording or review.is_unsigned]


def quotable(codings: Sequence[ListedCoding], reviews: Reviews) -> tuple[Quote, ...]:
    """The quotes that codings of one theme make and that may be shown, in the words in which they may."""
    judged = [judge(quote, reviews) for quote in quotes.merge(codings)]
    return tuple(quote for quote in judged if quote is not None)


def open_words(listed: Iterable[Quote]) -> None:
    """Open the words of some out of many that were listed sealed, with one question."""
    quotes.open_words(listed)


def judge(quote: Quote, reviews: Reviews) -> Quote | None:
    """A quote as it may be shown; None when it may not."""
    return _judge(quote, list_said(quote, reviews))


def _judge(quote: Quote, said: Sequence[QuoteReview]) -> Quote | None:
    if not said:  # as nearly always, of thousands
        return quote
    if any(review.is_held for review in said):
        return None
    if any(review.wording for review in said):
        wordings = {review.excerpt_id: review.wording for review in said if review.wording}
        if wordings.keys() != {excerpt.id for excerpt in quote.excerpts} or len(set(wordings.values())) > 1:
            return None
        quote = replace(quote, wording=next(iter(wordings.values())))
    return replace(quote, is_unsigned=any(review.is_unsigned for review in said))


def list_said(quote: Quote, reviews: Reviews) -> list[QuoteReview]:
    """What has been said of any words of a quote, wherever else they were marked."""
    first = quote.excerpts[0]
    here = reviews.get(first.transcript_id)
    if not here:
        return []
    start, end = min(one.start for one in quote.excerpts), max(one.end for one in quote.excerpts)
    return [
        review
        for review in here
        if review.excerpt.revision == first.revision and review.excerpt.start < end and start < review.excerpt.end
    ]


def sign_among(quote: Quote, groups: Nameable[str, str]) -> str:
    """Who signs a quote outside the seminar: as much of sex and age band as no group of few is named by, and nothing
    where somebody has taken the signature away."""
    return _("A child") if quote.is_unsigned else signatures.signature_among(quote.child, groups)


def sign_known(quote: Quote, groups: Nameable[str, str]) -> str:
    """The same where it is enough to say nothing: empty when neither sex nor age band may be told."""
    named = groups.nameable(quote.child.sex, quote.child.age_band) != (None, None)
    return sign_among(quote, groups) if named and not quote.is_unsigned else ""


@dataclass(frozen=True, slots=True)
class Considered:
    """A quote as it was marked, as it may be shown (None: it may not), and what was said of its words."""

    quote: Quote
    shown: Quote | None
    said: Sequence[QuoteReview]

    @property
    def key(self) -> uuid.UUID:
        """By which it is named on a page: its first passage."""
        return self.quote.excerpts[0].id

    @property
    def own(self) -> Sequence[QuoteReview]:
        """What was said of this very quote, and not of another that it overlaps."""
        mine = {excerpt.id for excerpt in self.quote.excerpts} if self.said else set()
        return [review for review in self.said if review.excerpt_id in mine]

    @property
    def waits(self) -> bool:
        """Whether somebody has to act."""
        return (
            bool(self.said)
            and not self.is_removed
            and (any(review.waits for review in self.own) or self._is_half_reworded)
        )

    @property
    def is_removed(self) -> bool:
        """Whether the child has taken it back."""
        return any(review.is_removed for review in self.said)

    @property
    def is_left_out(self) -> bool:
        """Whether somebody has left it out."""
        return any(review.is_left_out for review in self.own)

    @property
    def is_recognised(self) -> bool:
        """Whether somebody has recognised somebody in it, and nobody has acted yet."""
        return any(review.is_recognised for review in self.own)

    @property
    def child_words(self) -> str:
        """What the child would have it be, where it said so."""
        return next((review.child_words for review in self.own if review.is_not_quite and review.child_words), "")

    @property
    def is_not_quite(self) -> bool:
        """Whether the child has said that it is not quite right."""
        return any(review.is_not_quite for review in self.own)

    @property
    def is_answered(self) -> bool:
        """Whether the child has answered about it."""
        return any(review.child_answer for review in self.own)

    @property
    def for_child(self) -> bool | None:
        """Whether somebody has chosen it for the child, or chosen not to; None where nobody has chosen."""
        return next((review.for_child for review in self.own if review.for_child is not None), None)

    @property
    def version(self) -> int:
        """Counts up with everything that is said of it."""
        return sum(review.version for review in self.own)

    @property
    def _is_half_reworded(self) -> bool:
        return self.shown is None and any(review.wording for review in self.said) and not self.is_left_out


def consider(codings: Sequence[ListedCoding], reviews: Reviews) -> tuple[Considered, ...]:
    """Every quote that codings of one theme make, with what was said of it, for whoever decides about them."""
    listed = ((quote, list_said(quote, reviews)) for quote in quotes.merge(codings))
    return tuple(Considered(quote, _judge(quote, said), said) for quote, said in listed)
