"""What can be printed: each aid has its sheet or nothing, in words that a child of its age has."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from interview_guides import printable_checking
from interview_guides.codes import Printable
from interview_guides.content import Content
from interview_guides.errors import ContentError
from interview_guides.linting import Flaw, hard_words, lint_printables
from interview_guides.loader import load
from interview_guides.printables import Block, BlockKind, CardText, PrintableSheet
from interview_guides.reading import Spot

LANGUAGES = ("sv", "en")
SPOTS = {name: Spot(f"sv/{name}.yaml") for name in ("printables", "places")}


@pytest.fixture(scope="module")
def both() -> dict[str, Content]:
    return {language: load(language=language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_aid_has_a_sheet_or_says_that_there_is_nothing(language: str, both: dict[str, Content]) -> None:
    content = both[language]
    named = {code for guide in content.guides for question in guide.questions for code in question.aids}
    assert named <= {aid.code for aid in content.conversation_aids}
    for aid in content.conversation_aids:
        assert (content.find_printable_of(aid.code) is not None) is (aid.printable is Printable.SHEET), aid.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_child_reads_is_plain(language: str, both: dict[str, Content]) -> None:
    content = both[language]
    assert lint_printables(content) == ()
    for place in content.places:
        assert hard_words(place.card, age_to=8, words=content.plain_words) == ()
        assert not {"barnet", "child"} & set(place.card.split()), "the card speaks as the child does"


@pytest.mark.parametrize(
    ("card", "flaw"),
    [
        (CardText(points=("Vad tycker din handläggare?",)), Flaw.HARD_WORD),
        (CardText(points=("Får du vara med?",)), Flaw.CLOSED_FIRST),
        (CardText(points=("Då, vad gjorde ni?",)), Flaw.LEANS),
        (CardText(heading="Jag heter ___"), Flaw.BLANK),
    ],
)
def test_what_is_not_plain_is_found(card: CardText, flaw: Flaw, both: dict[str, Content]) -> None:
    content = both["sv"]
    changed = [replace(one, cards=(card,)) if one.id == "ask_now" else one for one in content.printables]
    assert flaw in {each.flaw for each in lint_printables(replace(content, printables=tuple(changed)))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_scales_say_what_the_survey_says(language: str, both: dict[str, Content]) -> None:
    """The same face never means two things."""
    content = both[language]
    printed = [content.printable(name).blocks[0].words for name in ("scale", "scale_five")]
    asked = [tuple(face.label for face in scale.faces) for scale in content.child_survey.scales]
    assert printed == asked


Change = Callable[[PrintableSheet], PrintableSheet]


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("feelings", lambda one: replace(one, id="moods"), "exactly these ids"),
        ("feelings", lambda one: replace(one, picture="dragon"), "dragon, which is not a drawing"),
        ("feelings", lambda one: replace(one, cards=(CardText(drawing="dragon"),)), "dragon"),
        ("feelings", lambda one: replace(one, deck=None), "must stand where there is no deck"),
        ("scale", lambda one: replace(one, heading=""), "must stand where there are blocks"),
        ("feelings", lambda one: replace(one, blocks=(Block(kind=BlockKind.SPACE),)), "no deck"),
        ("drawing", lambda one: replace(one, aids=()), "look at rita"),
        ("drawing", lambda one: replace(one, aids=("rita", "rita")), "once"),
        ("drawing", lambda one: replace(one, aids=("rita", "dockor")), "look at dockor"),
    ],
)
def test_a_broken_file_is_refused_by_name(name: str, change: Change, says: str, both: dict[str, Content]) -> None:
    content = both["sv"]
    printable_checking.check(content, SPOTS)
    changed = tuple(change(one) if one.id == name else one for one in content.printables)
    with pytest.raises(ContentError, match=says):
        printable_checking.check(replace(content, printables=changed), SPOTS)


def test_a_place_has_a_drawing_of_ours_or_none(both: dict[str, Content]) -> None:
    content = both["sv"]
    places = (replace(content.places[0], drawing="castle"), *content.places[1:])
    with pytest.raises(ContentError, match=r"places\.yaml.*castle"):
        printable_checking.check(replace(content, places=places), SPOTS)
