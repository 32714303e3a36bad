"""How the pages of de-identification say why a word was suggested, and how well the program finds them."""

from collections.abc import Mapping

from toolkit.errors import N_
from toolkit.language import gettext as _
from transcription.deidentification import evaluation_results
from transcription.deidentification.evaluation_results import Letters, Share
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
    Kind.DETAIL: N_("Words that point at one person"),
    Kind.DATE: N_("A day that points at somebody"),
    Kind.AGE: N_("An exact age"),
    Kind.NAME: N_("Looks like a name"),
    Kind.KNOWN: N_("A name that belongs to this interview"),
    BY_HAND: N_("Marked by you"),
}
MEASURED: Mapping[str, str] = {
    "person_name": N_("names of people and pets"),
    "child_nickname": N_("pet names and user names"),
    "place": N_("places and addresses"),
    "school_or_workplace": N_("schools and workplaces"),
    "organisation": N_("clubs, homes and other organisations"),
    "personal_number": N_("personal numbers"),
    "phone": N_("phone numbers"),
    "email": N_("mail addresses"),
    "date_or_age_identifying": N_("days and ages"),
    "other_identifying": N_("phrases that point at one person"),
    "name": N_("names of people and pets"),
    "school": N_("schools"),
    "workplace": N_("workplaces and clubs"),
    "address": N_("addresses"),
    "mail": N_("mail addresses"),
    "web": N_("user names and web addresses"),
    "date": N_("days"),
    "age": N_("ages"),
    "profession": N_("work with a place"),
}
"""What a kind of words is called, in the sets that it is measured on: those of the newer set first."""
MOST_NAMED = 4
SITUATIONS: Mapping[tuple[bool, Letters], str] = {
    (True, Letters.ORDINARY): N_(
        "With the names of the interview written in, as here, it finds about %(found)s of 100 identifying words in "
        "invented talk (between %(low)s and %(high)s)."
    ),
    (False, Letters.ORDINARY): N_(
        "No names are written in for this interview. Then it finds about %(found)s of 100 identifying words in "
        "invented talk (between %(low)s and %(high)s)."
    ),
    (True, Letters.SMALL): N_(
        "This text has no capital letters. Then it finds about %(found)s of 100 identifying words in invented talk, "
        "with the names written in as here (between %(low)s and %(high)s)."
    ),
    (False, Letters.SMALL): N_(
        "This text has no capital letters, and no names are written in. Then it finds about %(found)s of 100 "
        "identifying words in invented talk (between %(low)s and %(high)s)."
    ),
    (True, Letters.CAPITALS): N_(
        "This text is written in capital letters. Then it finds about %(found)s of 100 identifying words in invented "
        "talk, with the names written in as here (between %(low)s and %(high)s)."
    ),
    (False, Letters.CAPITALS): N_(
        "This text is written in capital letters, and no names are written in. Then it finds about %(found)s of 100 "
        "identifying words in invented talk (between %(low)s and %(high)s)."
    ),
}
"""What the page says about itself, by whether names are written in and in what letters the text is."""
LETTERS: Mapping[Letters, str] = {
    Letters.ORDINARY: N_("Ordinary text"),
    Letters.SMALL: N_("No capital letters"),
    Letters.CAPITALS: N_("Only capital letters"),
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


def found_of_hundred(*, known: bool, letters: Letters) -> int:
    """Of 100 marked words that no rule was written for, how many the program finds: whole numbers, rounded down."""
    return int(_recall(known=known, letters=letters).value * 100)


def how_well(page: WordsPage) -> str:
    """How surely words are found in a text such as this one: the least favourable honest figure, with its interval."""
    low, high = _recall(known=page.names_known, letters=page.letters).interval
    return _(
        SITUATIONS[page.names_known, page.letters],
        found=found_of_hundred(known=page.names_known, letters=page.letters),
        low=int(low * 100),
        high=int(high * 100),
    )


def hardest(*, known: bool, letters: Letters) -> list[str]:
    """What is missed most often in such a text: kinds of words with how many of them, worst first."""
    by_kind = evaluation_results.least_favourable(known=known, letters=letters)["by_kind"]
    missed = sorted((hits / marked, kind) for kind, (hits, marked) in by_kind.items() if hits < marked)
    return [
        _("%(kind)s (%(missed)s of %(all)s)", kind=_(MEASURED[kind]), missed=by_kind[kind][1] - by_kind[kind][0],
          all=by_kind[kind][1])
        for _share, kind in missed[:MOST_NAMED]
    ]  # fmt: skip


def sentences(*, known: bool, letters: Letters) -> int:
    """How many sentences that figure was measured on."""
    return int(evaluation_results.least_favourable(known=known, letters=letters)["sentences"])


def _recall(*, known: bool, letters: Letters) -> Share:
    hits, marked = evaluation_results.least_favourable(known=known, letters=letters)["recall"]
    return Share(hits, marked)
