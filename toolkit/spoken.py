"""Languages that people speak: any that the field names, in Swedish or English, kept under its Swedish name. Pure.

The names are those of Unicode's CLDR, by Babel, and some that Swedish social services use beside them.
"""

from collections.abc import Iterable

from babel import Locale

from toolkit.errors import N_

BESIDES = {
    "assyriska": "assyriska", "assyrian": "assyriska", "dari": "dari", "farsi": "persiska", "hazaragi": "hazaragi",
    "kurmanji": "kurmanji", "kurmandji": "kurmanji", "nordkurdiska": "kurmanji", "northern kurdish": "kurmanji",
    "sorani": "sorani", "centralkurdiska": "sorani", "central kurdish": "sorani", "syrianska": "syrianska",
    "pashto": "pashto", "afghanska": "pashto",
    "tigrinja": "tigrinja", "tigrinska": "tigrinja", "teckenspråk": "teckenspråk", "sign language": "teckenspråk",
    "mandarin": "kinesiska", "romanes": "romani", "romani chib": "romani",
}  # fmt: skip
"""What is said in the field → the name that is kept."""
UNKNOWN = N_("We know no language named %(name)s. Write its name in Swedish or English, such as somaliska.")
SWEDISH = frozenset({"svenska", "swedish"})


def _names() -> dict[str, str]:
    kept = Locale("sv").languages
    known = {name.casefold(): name.casefold() for name in kept.values()}
    known |= {name.casefold(): kept[code].casefold() for code, name in Locale("en").languages.items() if code in kept}
    return known | BESIDES


_KEPT = _names()
_ENGLISH = {
    swedish.casefold(): Locale("en").languages.get(code, swedish) for code, swedish in Locale("sv").languages.items()
}


def find_language(word: str) -> str | None:
    """The name under which a language is kept; "" for Swedish, None for a word that names no language."""
    bare = " ".join(word.casefold().split())
    return "" if bare in SWEDISH else _KEPT.get(bare)


def name_of(kept: str, *, language: str) -> str:
    """The language as it is called in Swedish ("sv") or English ("en")."""
    return _ENGLISH.get(kept, kept.capitalize()) if language == "en" else kept


def parted(kept: str) -> list[str]:
    """The languages of a column that holds several."""
    return [one for one in kept.split(", ") if one]


def joined(languages: Iterable[str]) -> str:
    """Several languages in one column, each once and in order."""
    return ", ".join(sorted({one for one in languages if one}))
