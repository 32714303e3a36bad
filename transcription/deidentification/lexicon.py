"""What single words are: names, places, professions, everyday words, words that everybody says. Pure.

Asks our own word lists, the names that Faker carries, the countries of Babel's CLDR data, and the dictionary.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from transcription.deidentification import dictionary
from transcription.deidentification.near_spelling import without_genitive
from transcription.deidentification.numbers import COUNT

LISTS = Path(__file__).parent / "word_lists"
ABBREVIATION = re.compile(r"[A-ZÅÄÖ0-9]{2,3}(?::?s)?")
PLACE_ENDING = re.compile(
    r"\w{3,}(?:sund|vik|viken|by|byn|stad|köping|bruk|dal|dalen|hamn|vall|ås|åsen|ån|ön|näs|näset|fors|forsen|torp|berget|stranden|"
    r"sjön|mo|mon|åker|åkern|skog|älven|holmen|holm|tuna|lunda|marken|hult|ryd|boda|sele|träsk|mark|inge|arp|rum|hem|stugan|"
    r"sta|stan|änge|ånger|sjö|gård|böle|liden|nor|sala|jaur|lösa|åsa|hed|heden|kulle|kulla|udden|udde|backen|backa|holma|berga|berg)"
)
PROFESSION_ENDINGS_MARK = "="
LAUGHTER = re.compile(
    r"(?:ha|he|hi|ho|fn|ts|la|na|bla|oj|aj|ja|nä){2,}h?|[^aeiouyåäö]{1,4}|([aeiouyåäö])\1*h?|[aeiouyåäö]{2}"
)
LENGTHENED = re.compile(r"(\w)\1{2,}")
NUMBER = re.compile(rf"{COUNT}(?:an|de|nde|e)?")
SWALLOWED = frozenset("nte n na ru re ren u s t ra r en ett an".split())  # noqa: SIM905
HOUSES = re.compile(
    r"(?:skola|skolan|gymnasiet|gatan|vägen|gränd|gränden|stigen|torget|kyrkan|moskén|gården|hemmet|badet|hallen|kliniken|klubben|backen|"
    r"sson|ström|kvist|qvist|gren|lund|dahl|stedt|ić|ska|ski|zadeh|ova|ova|puu|nen)s?$"
)
"""What schools, streets, houses and families are called ends so."""
LONG = 7
TALK_ENDINGS = ("s", "n", "t", "r", "a", "en", "et", "er", "ar", "ade", "erna", "arna", "sen")
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
    """Whether it is a common given name in Sweden, also in the genitive."""
    return _listed(word, "given_names")


@lru_cache(MEMORY)
def is_name_of_many(word: str) -> bool:
    """Whether it is a given name or a surname anywhere, also in the genitive; written with a capital letter."""
    return is_given(word) or is_surname(word) or _listed(word, "given_names_of_many")


def is_name_in_full(word: str) -> bool:
    """Whether a final s belongs to the name: Lars, Elias, Västerås."""
    return any(
        word in words(name) for name in ("given_names", "places", "places_of_many", "surnames", "given_names_of_many")
    )


@lru_cache(MEMORY)
def is_two_things(word: str) -> bool:
    """Whether the name is an ordinary word too: Bo, My, Sol."""
    return is_listed_as_two_things(word) or is_swedish(without_genitive(word).lower())


@lru_cache(MEMORY)
def is_listed_as_two_things(word: str) -> bool:
    """Whether the name is one of those that are common words: the dictionary also holds words that nobody says."""
    return _listed(word, "words_that_are_names")


@lru_cache(MEMORY)
def is_place(name: str) -> bool:
    """Whether it is a place on the list, also in the genitive, and no given name."""
    return (_listed(name, "places") or _listed(name, "places_of_many")) and not is_given(name)


@lru_cache(MEMORY)
def sounds_like_place(word: str) -> bool:
    """Whether it ends as Swedish places do."""
    return PLACE_ENDING.fullmatch(without_genitive(word)) is not None


@lru_cache(MEMORY)
def is_abbreviation(word: str) -> bool:
    """Whether it is two or three capital letters: an authority rather than somebody."""
    return ABBREVIATION.fullmatch(word) is not None


@lru_cache(MEMORY)
def is_everyday(word: str) -> bool:
    """Whether it is one of the most common words of talk, in any case."""
    return word.casefold() in words("common_words")


@lru_cache(MEMORY)
def is_swedish(word: str) -> bool:
    """Whether a word in small letters is one of talk: in the dictionary, as it sounds, drawn out, or laughter."""
    if (
        len(word) > dictionary.LONGEST
        or dictionary.is_word(word)
        or word in words("talk")
        or word in words("common_words")
    ):
        return True
    if LAUGHTER.fullmatch(word) or NUMBER.fullmatch(word) or _is_drawn_out(word) or is_profession(word):
        return True
    if "-" in word:
        return all(len(part) < 2 or is_swedish(part) for part in word.split("-"))
    if "'" in word or "’" in word:
        return all(part in SWALLOWED or is_swedish(part) for part in re.split("['’]", word))
    if is_name_of_many(word[:1].upper() + word[1:]) or is_listed_with_capital(word):
        return False
    return _is_bent_talk(word) or _is_cut(word) or _is_compound(word) or (dictionary.is_english(word))


@lru_cache(MEMORY)
def is_surname(word: str) -> bool:
    """Whether it is a surname on the lists, also in the genitive."""
    return _listed(word, "surnames") or _listed(word, "surnames_of_many")


@lru_cache(MEMORY)
def is_profession(word: str) -> bool:
    """Whether it is a profession on the list, or ends like one."""
    word = word.casefold()
    return word in words("professions") or (
        word.endswith(_profession_endings())
        and any(word.endswith(end) and len(word) > len(end) + 1 for end in _profession_endings())
    )


@cache
def _profession_endings() -> tuple[str, ...]:
    return tuple(one[1:] for one in words("professions") if one[0] == PROFESSION_ENDINGS_MARK)


def _is_drawn_out(word: str) -> bool:
    """«neeeej», «jaaaa»: the same with one letter or two is a word."""
    return LENGTHENED.search(word) is not None and any(
        dictionary.is_word(LENGTHENED.sub(shorter, word)) or LENGTHENED.sub(shorter, word) in words("talk")
        for shorter in (r"\1", r"\1\1")
    )


def _is_bent_talk(word: str) -> bool:
    talk = words("talk")
    return any(
        word.endswith(end) and word[: -len(end)] in talk and len(word) - len(end) > 2 for end in TALK_ENDINGS
    ) or any(len(word) - at > 3 and word[at:] in talk and dictionary.is_word(word[:at]) for at in range(3, len(word)))


def _is_cut(word: str) -> bool:
    """«sekreterar», «jätt»: the beginning of a word that was written apart, or a letter swallowed."""
    return (
        len(word) > 6
        and not is_name_of_many(word.title())
        and any(dictionary.is_word(word + end) for end in ("e", "a", "n", "t"))
    )


def _is_compound(word: str) -> bool:
    """«talmodell», «andraläsare»: two words that the dictionary holds, and would not join; no place and no school."""
    if len(word) < LONG or sounds_like_place(word) or HOUSES.search(word):
        return False
    return any(
        dictionary.is_word(word[at:])
        and (dictionary.is_word(word[:at]) or (word[at - 1] == "s" and dictionary.is_word(word[: at - 1])))
        for at in range(3, len(word) - 3)
    ) or any(dictionary.is_word(word[: -len(end)]) for end in ("n", "t", "s", "r", "na", "ns"))


def _listed(word: str, name: str) -> bool:
    known = words(name)
    return word in known or without_genitive(word) in known


@lru_cache(MEMORY)
def is_listed_with_capital(word: str) -> bool:
    """Whether the dictionary holds a word in small letters as a name only: «umeå», «kramfors»."""
    return not dictionary.is_word(word) and dictionary.is_word(word[:1].upper() + word[1:])


@lru_cache(MEMORY)
def is_only_english(word: str) -> bool:
    """Whether it is an English word and no Swedish one."""
    return len(word) > 2 and not dictionary.is_word(word) and word not in words("talk") and dictionary.is_english(word)


@lru_cache(MEMORY)
def is_rare_name(word: str) -> bool:
    """Whether it is somebody's name somewhere, and no word that is said every day."""
    base = without_genitive(word)
    return _listed(word, "given_names_of_many") and not any(
        one.lower() in words(name) for one in (word, base) for name in ("common_words", "small_words", "talk")
    )
