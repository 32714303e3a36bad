"""Our own word lists, from general knowledge: names, places, professions, and words that only look like names. Pure."""

import re
from functools import cache, lru_cache
from pathlib import Path

from transcription.deidentification.near_spelling import without_genitive

LISTS = Path(__file__).parent / "word_lists"
ABBREVIATION = re.compile(r"[A-ZÅÄÖ0-9]{2,6}(?::?s)?")
PLACE_ENDING = re.compile(
    r"\w{3,}(?:sund|vik|viken|by|byn|stad|köping|bruk|dal|dalen|hamn|vall|ås|åsen|ån|ön|näs|näset|fors|forsen|torp|berget|stranden|"
    r"sjön|mo|åker|"
    r"skog|älven|holmen|holm|tuna|lunda|marken|hult|ryd|boda|sele|träsk|mark|inge|arp|rum|hem|stugan)"
)
PROFESSION_ENDINGS_MARK = "="
INFLECTIONS = tuple(
    """arnas ernas ornas arna erna orna ades aste ande ende are ade dde tte des tes sta ens ets ans en et an ar er or
    na de te ad at it igt iga ig lig liga ligt as es ns n t s a e r d""".split()  # noqa: SIM905
)
SHORTEST_PART = 4
"""Letters of the last part of a compound that is looked up by itself."""
LONGEST = 40
"""Letters; what is longer was never said in one word."""
MEMORY = 50_000
"""Words whose answer is remembered: a transcript says the same ones again and again."""


@cache
def words(name: str) -> frozenset[str]:
    """The words of one list, as they are written there: parted by spaces, or by commas where there are any."""
    lines = (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    parts = (
        part for line in lines if not line.startswith("#") for part in re.split(r"," if "," in line else r"\s", line)
    )
    return frozenset(part.strip() for part in parts if part.strip())


@lru_cache(MEMORY)
def is_given(word: str) -> bool:
    """Whether it is a given name on the list, also in the genitive."""
    return _listed(word, "given_names")


def is_name_in_full(word: str) -> bool:
    """Whether a final s belongs to the name: Lars, Elias, Västerås."""
    return any(word in words(name) for name in ("given_names", "places", "surnames"))


@lru_cache(MEMORY)
def is_two_things(word: str) -> bool:
    """Whether the name is an ordinary word too: Bo, My, Sol."""
    known = words("words_that_are_names")
    return word in known or without_genitive(word) in known


@lru_cache(MEMORY)
def is_place(name: str) -> bool:
    """Whether it is a place on the list, also in the genitive, and no given name."""
    return _listed(name, "places") and not is_given(name)


@lru_cache(MEMORY)
def sounds_like_place(word: str) -> bool:
    """Whether it ends as Swedish places do."""
    return PLACE_ENDING.fullmatch(without_genitive(word)) is not None


@lru_cache(MEMORY)
def is_origin(word: str) -> bool:
    """Whether it is a country, or a language that tells where somebody comes from."""
    return _listed(word, "origins")


@lru_cache(MEMORY)
def is_ordinary(word: str) -> bool:
    """Whether the word has its capital letter for another reason than being a name: BUP, Instagram, Sverige."""
    return _listed(word, "ordinary") or ABBREVIATION.fullmatch(word) is not None


@lru_cache(MEMORY)
def is_everyday(word: str) -> bool:
    """Whether it is an everyday word of talk, in lower case."""
    return word.casefold() in words("common_words")


@lru_cache(MEMORY)
def is_written_in_lists(word: str) -> bool:
    """Whether a word in small letters is an everyday one exactly as it stands."""
    return word in words("common_words") or word in words("small_words")


@lru_cache(MEMORY)
def is_in_talk(word: str) -> bool:
    """Whether a word in small letters is an everyday one: as it stands, bent, or as the last part of another."""
    if is_written_in_lists(word) or is_profession(word) or len(word) > LONGEST:
        return True
    return _is_bent(word) or any(
        (is_written_in_lists(word[at:]) or _is_bent(word[at:])) and _is_first_part(word[:at].rstrip("-"))
        for at in range(2, len(word) - SHORTEST_PART + 1)
    )


@lru_cache(MEMORY)
def is_surname(word: str) -> bool:
    """Whether it is a surname on the list, also in the genitive."""
    return _listed(word, "surnames")


@lru_cache(MEMORY)
def is_profession(word: str) -> bool:
    """Whether it is a profession on the list, or ends like one."""
    known = words("professions")
    word = word.casefold()
    return word in known or any(
        word.endswith(one[1:]) and len(word) > len(one) for one in known if one[0] == PROFESSION_ENDINGS_MARK
    )


def _is_bent(word: str) -> bool:
    return any(_is_stem(word[: -len(ending)]) for ending in INFLECTIONS if word.endswith(ending))


def _is_first_part(part: str) -> bool:
    return _is_stem(part) or _is_stem(part.removesuffix("s")) or _is_bent(part)


def _is_stem(stem: str) -> bool:
    return len(stem) > 1 and any(is_written_in_lists(stem + ending) for ending in ("", "a", "e"))


def _listed(word: str, name: str) -> bool:
    known = words(name)
    return word in known or without_genitive(word) in known
