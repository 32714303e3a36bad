"""What an identifying word can be, what it is to the child, and the neutral token that stands there instead. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Why a word was suggested; stored with the decision about it."""

    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    MAIL = "mail"
    WEB = "web"
    ADDRESS = "address"
    SCHOOL = "school"
    WORKPLACE = "workplace"
    PROFESSION = "profession"
    PLACE = "place"
    DETAIL = "detail"
    DATE = "date"
    AGE = "age"
    NAME = "name"
    KNOWN = "known"


ROLE_OF_KIND: Mapping[Kind, str] = {
    Kind.PERSONAL_NUMBER: "personnummer",
    Kind.PHONE: "telefonnummer",
    Kind.MAIL: "e-postadress",
    Kind.WEB: "webbnamn",
    Kind.ADDRESS: "adressen",
    Kind.SCHOOL: "skolan",
    Kind.WORKPLACE: "verksamheten",
    Kind.PROFESSION: "ett yrke",
    Kind.PLACE: "orten",
    Kind.DETAIL: "en detalj",
    Kind.DATE: "datum",
    Kind.AGE: "ålder",
    Kind.NAME: "person",
    Kind.KNOWN: "person",
}
"""The role that a word has when nothing closer is known: Swedish, because the transcript is."""

CHILD, HANDLER, GUARDIAN, INTERVIEWER = "barnet", "socialsekreteraren", "vårdnadshavaren", "intervjuaren"
UNKNOWN_PERSON = ROLE_OF_KIND[Kind.NAME]
SEVERAL = frozenset({"syskon", "kompis", "kusin", "person", "släkting", "husdjur"})
"""Roles that many have: numbered from the first one."""
NOT_COUNTED = frozenset(
    {"personnummer", "telefonnummer", "e-postadress", "webbnamn", "datum", "ålder", "ett yrke", "en detalj"},
)
"""What is never told apart by a number: two dates are both [datum]."""

ROLES_BY_WORD: Mapping[str, str] = {
    word: role
    for role, words in {
        "kompis": "kompis kompisen vän vännen bästis bästisen polare polaren klasskompis bänkgranne kompisar",
        "läraren": "lärare läraren fröken magister mentor mentorn",
        "rektorn": "rektor rektorn",
        "kuratorn": "kurator kuratorn skolkurator skolkuratorn",
        "skolsköterskan": "skolsköterska skolsköterskan skolsyster",
        "socialsekreteraren": "socialsekreterare socialsekreteraren handläggare handläggaren soctant soctanten",
        "kontaktpersonen": "kontaktperson kontaktpersonen",
        "behandlaren": "behandlare behandlaren terapeut psykolog psykologen",
        "tränaren": "tränare tränaren ledare ledaren",
        "mamma": "mamma morsan mammas",
        "pappa": "pappa farsan pappas",
        "mormor": "mormor",
        "morfar": "morfar",
        "farmor": "farmor",
        "farfar": "farfar",
        "moster": "moster",
        "faster": "faster",
        "morbror": "morbror",
        "farbror": "farbror",
        "gudmor": "gudmor",
        "syskon": """bror brorsan lillebror storebror lillebrorsan storebrorsan tvillingbror halvbror bonusbror syster
                     syrra syrran lillasyster storasyster lillasyrra lillasyrran storasyrra storasyrran tvillingsyster
                     halvsyster bonussyster syskon""",
        "kusin": "kusin kusinen",
        "husdjur": "hund hunden katt katten kanin kaninen häst hästen marsvin hamster",
    }.items()
    for word in words.split()
}
"""What somebody is to the child, when the word before the name says so."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name known to this interview and its role: a child's, a handler's, the school's."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Found:
    """Code points [start, end) of one line. `role` says what stands there instead, before it is numbered.

    `who` is alike for words that mean the same person or thing. `ordinary` marks a word that is also an ordinary word:
    it is replaced here and not wherever it stands. `sure`: hardly ever wrong, so that many can be decided together.
    `likely`: how likely the trained recogniser holds it, from 0 to 1.
    """

    line: int
    start: int
    end: int
    kind: Kind
    role: str
    who: str
    ordinary: bool = False
    sure: bool = False
    likely: float = 1.0


def token(role: str, number: int) -> str:
    """The token of a role: «[barnet]», «[syskon 1]», and «[skolan 2]» for the second school."""
    counted = role in SEVERAL or number > 1
    return f"[{role} {number}]" if counted and role not in NOT_COUNTED else f"[{role}]"


def next_token(role: str, taken: Collection[str]) -> str:
    """The first token of the role that is not taken."""
    number = 1
    while token(role, number) in taken and role not in NOT_COUNTED:
        number += 1
    return token(role, number)


def role_of(shown: str) -> str:
    """The role in a token, without its number: «kompis» of «[kompis 2]»."""
    words = shown.strip("[]").split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1].isdigit() else words)
