"""How the pages of de-identification say why a word was suggested, and how well the program finds them."""

from collections.abc import Mapping

from toolkit.errors import N_
from toolkit.language import gettext as _
from transcription.deidentification import figures
from transcription.deidentification.kinds import Kind
from transcription.deidentification.page import BY_HAND

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
    return str(_(KINDS[code]))


def group(code: str) -> str:
    """What a group of suggestions is called."""
    return str(_(GROUPS[code]))


def found_of_hundred(*, known: bool) -> int:
    """Of 100 marked words in the invented test, how many the program finds: whole numbers, rounded down."""
    measured = figures.read()["known" if known else "unknown"]["recall"]
    return int(measured[0] * 100 // measured[1])
