"""What must hold for the words around a child's own code: something for every age, and what is filled in."""

import re

from interview_guides.content import Content
from interview_guides.own_codes import ThankYouCard
from interview_guides.reading import Spot

FILLED_IN = {"how": {"address"}, "until": {"day"}, "contact": {"phone"}}
"""What the program fills in, by the text that it stands in."""
_BRACED = re.compile(r"\{([^{}]*)\}")


def check(content: Content, spot: Spot) -> None:
    """Raises ContentError at the first thing that does not hold."""
    if not content.own_codes:
        spot.fail("must have words for at least one age")
    known = {each.id for each in content.drawings}
    for number, words in enumerate(content.own_codes):
        if words.picture not in known:
            spot.item(number).at("picture").fail(f"is {words.picture}, which is not a drawing of ours")
        _check_card(words.card, spot.item(number).at("card"))


def _check_card(card: ThankYouCard, spot: Spot) -> None:
    for name, wanted in FILLED_IN.items():
        if set(_BRACED.findall(getattr(card, name))) != wanted:
            spot.at(name).fail(
                f"must hold {', '.join(f'{{{each}}}' for each in sorted(wanted))}, and nothing else in braces"
            )
