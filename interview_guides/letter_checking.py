"""What holds for every letter, ours, a unit's own or a translation: it says what it has to say, and is never blank."""

from interview_guides.letters import Audience, Letter, list_odd_placeholders, list_unsure
from interview_guides.reading import Spot

# What a letter has to say, in a unit's own words or in ours. A local letter may add sections, never drop one.
SAYS = {
    Audience.CHILD: (
        "who", "why_you", "about", "how", "voluntary", "stop", "recording", "no_names", "parents", "worry",
        "afterwards", "trusted_adult", "help", "rights", "contact",
    ),
    Audience.GUARDIAN: (
        "purpose", "selection", "interviewer", "areas", "time_and_place", "recording", "secrecy",
        "childs_yes", "no_effect", "withdrawal", "signatures", "data_protection", "rights", "complaints", "reply",
    ),
}  # fmt: skip


def check(letter: Letter, spot: Spot) -> None:
    """Raises ContentError at the first thing that does not hold."""
    if not 0 <= letter.age_from <= letter.age_to:
        spot.at("age_to").fail("is lower than age_from, or an age is below 0")
    said = [section.id for section in letter.sections]
    for number, name in enumerate(said):
        if name in said[:number]:
            spot.at("sections").item(number).fail(f"uses {name} again; an id stands once")
    for wanted in SAYS[letter.audience]:
        if wanted not in said:
            spot.at("sections").fail(f"lacks {wanted}, which a letter to a {letter.audience} has to say")
    for key, text in letter.texts():
        _check_text(text, spot.at(key))
    if letter.audience is Audience.CHILD and letter.understood is None:
        spot.at("understood").fail("is missing: what to talk about when the child has read the letter")


def _check_text(text: str, spot: Spot) -> None:
    """Nothing in it is misspelt, and nothing can be left blank."""
    for odd in list_odd_placeholders(text):
        spot.fail(f"has {odd}, which is not a placeholder")
    for unsure in list_unsure(text):
        spot.fail(f"has {{{unsure}}}, which may be unknown: write [[… {{{unsure}}} …|what to say then]]")
