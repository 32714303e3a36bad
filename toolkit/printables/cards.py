"""Cards whose words come from elsewhere: the questions of a guide, the guide in the hand, places to meet. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from interview_guides.content import Content
from interview_guides.guides import Guide, Question, Variant
from toolkit.printables.sheet import Card, Point

ROOM = 760  # characters: what a card of A6 holds in letters that can be read at arm's length


def of_questions(guide: Guide) -> Sequence[Card]:
    """A card for each question of a guide that is asked, in its order."""
    return [Card(words=card.text) for card in (*guide.questions, *guide.closing_questions)]


def of_places(content: Content) -> Sequence[Card]:
    """A card for each place where one can meet; one without a drawing is drawn by the child."""
    return [Card(drawing=place.drawing, words=place.card or place.name) for place in content.places]


def of_guide(
    guide: Guide, *, variants: Collection[Variant], content: Content, headings: Mapping[str, str]
) -> Sequence[Card]:
    """The guide in the hand, in the order of the talk. `headings` are those of its page: before, opening, rules,
    practice, probes, avoid, closing."""
    shared, special = content.interviewing, [content.variant(one) for one in variants]
    opening = (*guide.opening, *(text for one in special for text in one.say))
    rules = (*(rule.text for rule in guide.ground_rules), guide.recording)
    before = (*guide.guidance, *(text for one in special for text in one.guidance), *shared.guidance)
    return [
        *_dealt(headings["before"], [Point(text) for text in before]),
        *_dealt(headings["opening"], [Point(text) for text in opening]),
        *_dealt(headings["rules"], [Point(text) for text in rules]),
        *_dealt(headings["practice"], [Point(guide.practice.text, guide.practice.hint)]),
        *(
            card
            for part in guide.areas
            for card in _dealt(content.area(part.area).name, [_point(card) for card in part.questions])
        ),
        *_dealt(headings["probes"], [Point(text) for text in shared.probes]),
        *_dealt(headings["avoid"], [Point(text) for text in (*guide.avoid, *shared.avoid)]),
        *_dealt(
            headings["closing"],
            [*(_point(card) for card in guide.closing_questions), *(Point(text) for text in guide.closing)],
        ),
    ]


def _point(card: Question) -> Point:
    return Point(card.text, " · ".join(text for text in (*card.probes, card.count_text) if text))


def _dealt(heading: str, points: Sequence[Point]) -> Iterator[Card]:
    """As many cards as the points need, about equally full."""
    lengths = [len(point.text) + len(point.more) + 40 for point in points]
    wanted = -(-sum(lengths) // ROOM) or 1
    share, taken, held = sum(lengths) / wanted, 0, list[Point]()
    for point, length in zip(points, lengths, strict=True):
        if held and taken + length / 2 > share:
            yield Card(heading=heading, points=tuple(held))
            taken, held = 0, []
        held.append(point)
        taken += length
    if held:
        yield Card(heading=heading, points=tuple(held))
