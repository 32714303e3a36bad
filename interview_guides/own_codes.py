"""What is said to a child around its own code: on the thank-you card, where it looks at its own words, and where it is
told what became of everything. In a way of its own for each age."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ThankYouCard:
    """What stands on the paper that the child takes home. `how` holds {address}, `until` {day}, `contact` {phone}."""

    heading: str
    lead: str
    points: tuple[str, ...]
    how: str
    code: str
    until: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWords:
    """How the child is asked about its own words, one quote at a time, before anybody outside reads them."""

    opening: str
    question: str
    stands: str
    not_quite: str
    remove: str
    words: str
    thanks: str
    nothing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWords:
    """How the child is told what the unit answers."""

    title: str
    waiting: str
    told: str
    changes: str
    later: str
    refused: str
    because: str
    closing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCodeWords:
    """Everything around the code for children of an age. `offer` is what the interviewer can say."""

    id: str
    age_from: int
    age_to: int
    picture: str
    offer: str
    card: ThankYouCard
    review: ReviewWords
    reply: ReplyWords
