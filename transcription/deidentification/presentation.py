"""How the pages of de-identification say why a word was suggested, and how well the program finds them."""

from collections.abc import Mapping

from toolkit.errors import N_
from toolkit.language import gettext as _
from transcription.deidentification import evaluation_results
from transcription.deidentification.kinds import Kind
from transcription.deidentification.words_page import BY_HAND, WordsPage

KINDS: Mapping[str, str] = {
    Kind.PERSONAL_NUMBER: N_("Looks like a personal number"),
    Kind.PHONE: N_("Looks like a phone number"),
    Kind.MAIL: N_("Looks like a mail address"),
    Kind.WEB: N_("Looks like a web address or a user name"),
    Kind.ADDRESS: N_("Looks like an address"),
    Kind.SCHOOL: N_("Looks like a school"),
    Kind.WORKPLACE: N_("Looks like a workplace or a club"),
    Kind.PROFESSION: N_("Work with a place beside it"),
    Kind.PLACE: N_("Looks like a place"),
    Kind.ORIGIN: N_("A country or a language"),
    Kind.DATE: N_("A day that points at somebody"),
    Kind.AGE: N_("An exact age"),
    Kind.NAME: N_("Looks like a name"),
    Kind.KNOWN: N_("A name that belongs to this interview"),
    BY_HAND: N_("Marked by you"),
}
MEASURED: Mapping[str, str] = {
    Kind.PERSONAL_NUMBER: N_("personal numbers"),
    Kind.PHONE: N_("phone numbers"),
    Kind.MAIL: N_("mail addresses"),
    Kind.WEB: N_("user names and web addresses"),
    Kind.ADDRESS: N_("addresses"),
    Kind.SCHOOL: N_("schools"),
    Kind.WORKPLACE: N_("workplaces and clubs"),
    Kind.PROFESSION: N_("work with a place"),
    Kind.PLACE: N_("places"),
    Kind.ORIGIN: N_("countries and languages"),
    Kind.DATE: N_("days"),
    Kind.AGE: N_("ages"),
    Kind.NAME: N_("names of people and pets"),
}
MOST_NAMED = 4
SITUATIONS: Mapping[tuple[bool, bool], str] = {
    (True, False): N_(
        "With the names of the interview written in, as here, it finds about %(found)s of 100 identifying words in our "
        "invented test."
    ),
    (False, False): N_(
        "No names are written in for this interview. Then it finds about %(found)s of 100 identifying words in our "
        "invented test."
    ),
    (True, True): N_(
        "This text has no capital letters. Then it finds about %(found)s of 100 identifying words in our invented "
        "test, with the names written in as here."
    ),
    (False, True): N_(
        "This text has no capital letters, and no names are written in. Then it finds about %(found)s of 100 "
        "identifying words in our invented test."
    ),
}
"""What the page says about itself, by whether names are written in and whether the text lacks capital letters."""
GROUPS: Mapping[str, str] = {
    "people": N_("People"),
    "places": N_("Places, schools and workplaces"),
    "numbers": N_("Numbers and addresses on the net"),
    "times": N_("Days, ages and work"),
    "own": N_("Marked by you"),
}
ROLES = (
    "barnet",
    "mamma",
    "pappa",
    "syskon 1",
    "kompis 1",
    "socialsekreteraren",
    "läraren",
    "skolan",
    "orten",
    "en person",
)
"""Tokens that are offered while one writes: Swedish, because the transcript is."""


def kind(code: str) -> str:
    """Why a word was suggested, in words."""
    return _(KINDS[code])


def group(code: str) -> str:
    """What a group of suggestions is called."""
    return _(GROUPS[code])


def found_of_hundred(*, known: bool, small: bool = False) -> int:
    """Of 100 marked words in the invented test, how many the program finds: whole numbers, rounded down."""
    hits, marked = evaluation_results.read()[evaluation_results.situation(known=known, small=small)]["recall"]
    return int(hits * 100 // marked)


def how_well(page: WordsPage) -> str:
    """How surely words are found in a text such as this one."""
    found = found_of_hundred(known=page.names_known, small=page.is_small)
    return _(SITUATIONS[page.names_known, page.is_small], found=found)


def hardest(*, known: bool, small: bool) -> str:
    """What is missed most often in such a text: kinds of words with how many of them, worst first."""
    by_kind = evaluation_results.read()[evaluation_results.situation(known=known, small=small)]["by_kind"]
    missed = sorted((hits / marked, kind) for kind, (hits, marked) in by_kind.items() if hits < marked)
    return ", ".join(
        _("%(kind)s (%(missed)s of %(all)s)", kind=_(MEASURED[kind]), missed=by_kind[kind][1] - by_kind[kind][0],
          all=by_kind[kind][1])
        for _share, kind in missed[:MOST_NAMED]
    )  # fmt: skip


def sentences() -> int:
    """How many sentences it was measured on."""
    return int(evaluation_results.read()["sentences"])
