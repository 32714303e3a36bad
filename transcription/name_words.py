"""Words that help to tell a name from another word with a capital letter: short lists of our own. Pure."""

import re
from functools import cache
from pathlib import Path

from transcription.near_spelling import without_genitive

LISTS = Path(__file__).parent / "word_lists"

ROLES = {
    "kompis": "[en kompis]",
    "kompisen": "[en kompis]",
    "vän": "[en kompis]",
    "bästis": "[en kompis]",
    "lärare": "[läraren]",
    "läraren": "[läraren]",
    "fröken": "[läraren]",
    "magister": "[läraren]",
    "mentor": "[läraren]",
    "rektor": "[rektorn]",
    "kurator": "[kuratorn]",
    "kuratorn": "[kuratorn]",
    "socialsekreterare": "[socialsekreteraren]",
    "socialsekreteraren": "[socialsekreteraren]",
    "handläggare": "[socialsekreteraren]",
    "handläggaren": "[socialsekreteraren]",
    "soctant": "[socialsekreteraren]",
    "kontaktperson": "[kontaktpersonen]",
    "kontaktpersonen": "[kontaktpersonen]",
    "behandlare": "[behandlaren]",
    "mamma": "[mamma]",
    "pappa": "[pappa]",
    "mormor": "[mormor]",
    "morfar": "[morfar]",
    "farmor": "[farmor]",
    "farfar": "[farfar]",
    "moster": "[moster]",
    "faster": "[faster]",
    "morbror": "[morbror]",
    "farbror": "[farbror]",
    "bror": "[syskon]",
    "brorsan": "[syskon]",
    "lillebror": "[syskon]",
    "storebror": "[syskon]",
    "syster": "[syskon]",
    "syrran": "[syskon]",
    "lillasyster": "[syskon]",
    "storasyster": "[syskon]",
    "kusin": "[kusinen]",
    "hund": "[husdjuret]",
    "hunden": "[husdjuret]",
    "katt": "[husdjuret]",
    "katten": "[husdjuret]",
}
"""What somebody is to the child, when the word before the name says so."""

ORDINARY = frozenset(
    """
    Gud Sverige Sveriges Norden Europa Instagram Snapchat Snap Tiktok TikTok Youtube YouTube Google Netflix Minecraft
    Roblox Fortnite Discord Facebook Messenger Playstation Xbox Nintendo Ipad IPad Iphone IPhone Teams Zoom
    Whatsapp WhatsApp Socialtjänsten Socialen Soc Polisen Bup Bris Rädda Barnen Skolverket
    Jag Du Ni Vi Han Hon Hen Det Den De
    """.split()  # noqa: SIM905 - a list of its own would take sixty lines
)
"""Words that have a capital letter inside a sentence and tell nothing about anybody."""

ANY_SCHOOL = re.compile(r"(?:för|grund|gymnasie|hög|sär|special|friskole?|låg|mellan|nattis)+skolan?s?", re.I)
ABBREVIATION = re.compile(r"[A-ZÅÄÖ0-9]{2,6}(?::?s)?")


def is_any_school(word: str) -> bool:
    """Whether the word is a kind of school and not the name of one."""
    return ANY_SCHOOL.fullmatch(word) is not None


@cache
def _given() -> frozenset[str]:
    lines = (LISTS / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _places() -> frozenset[str]:
    lines = (LISTS / "places.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(
        name.strip() for line in lines if not line.startswith("#") for name in line.split(",") if name.strip()
    )


def is_ordinary(word: str) -> bool:
    """Whether the word has its capital letter for another reason than being a name: BUP, Instagram, Sverige."""
    return word in ORDINARY or ABBREVIATION.fullmatch(word) is not None


def is_given(word: str) -> bool:
    """Whether the first word is a given name on the list, also in the genitive."""
    first = word.split(maxsplit=1)[0]
    return first in _given() or without_genitive(first) in _given()


def is_place(name: str) -> bool:
    """Whether it is a place on the list, also in the genitive, and no given name."""
    return (name in _places() or without_genitive(name) in _places()) and not is_given(name)


def is_listed(word: str) -> bool:
    """Whether it is a given name or a place on the lists."""
    return word in _given() or word in _places()
