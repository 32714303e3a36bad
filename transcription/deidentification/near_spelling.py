"""Whether two words could be one name: in the genitive, a letter apart, short for the other, a pet name. Pure."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

FAMILIES = Path(__file__).parent / "word_lists" / "short_forms.txt"

SOUNDS = tuple(
    pair.split("=")
    for pair in """
        sch=sj ch=k ck=k ph=f th=t dh=d gh=g kh=k gn=ngn c=k w=v z=s x=ks q=k sz=s rz=s y=i j=i hj=j ou=u oo=u ee=i
    """.split()  # noqa: SIM905 - one pair after the other reads best
)
"""What sounds alike, in the order in which it is written anew."""
STROKES = str.maketrans("łđøæıßð", "ldoaisd")
PET_ENDINGS = ("an", "is", "sa", "se", "e", "i", "y", "o", "ko", "isen", "ne")


@lru_cache(50_000)
def without_genitive(word: str) -> str:
    """The word without a genitive ending: «Linas» and «Linas'» are Lina. Short words stay as they are."""
    for ending in ("s'", "s’", "'s", "’s", ":s", "s"):
        if word.casefold().endswith(ending) and len(word) - len(ending) > 1:
            return word[: -len(ending)]
    return word


def forms_of(name: str) -> frozenset[str]:
    """The forms under which a name is surely the same person's: definite form, short forms; in lower case."""
    folded = name.casefold()
    short = {one for line in _short_forms() if folded in line for one in line}
    return frozenset({folded, f"{folded}n", f"{folded}en", *short})


def is_near(word: str, name: str) -> bool:
    """Whether the word may be the name misheard: they sound alike, or differ by 1 letter (2 in a long name)."""
    mine, other = sound(without_genitive(word)), sound(without_genitive(name))
    if mine == other:
        return True
    if min(len(other), len(mine)) < 4 or mine[:1] != other[:1]:
        return False
    most = 2 if len(other) > 6 else 1
    return abs(len(mine) - len(other)) <= most and _distance(mine, other) <= most


def is_pet_name(word: str, name: str) -> bool:
    """Whether the word looks like a pet name made from the name: Tobbe for Tobias, Mallan for Malena."""
    word, name = word.casefold(), name.casefold()
    if not 3 < len(word) <= 7 or len(name) < 4 or not word.endswith(PET_ENDINGS):
        return False
    stem = next(word[: -len(one)] for one in sorted(PET_ENDINGS, key=len, reverse=True) if word.endswith(one))
    folded, whole = sound(stem), sound(name)
    return len(folded) > 1 and len(stem) > 2 and whole.startswith(folded)


def is_compound(word: str, name: str) -> bool:
    """Whether the word is built on the name: Linaboll for Lina."""
    rest = word[len(name) :]
    return len(name) > 3 and word.casefold().startswith(name.casefold()) and len(rest) > 3 and rest.isalpha()


@lru_cache(50_000)
def without_accents(word: str) -> str:
    """The word with é, á, š, ł and the like as plain letters; å, ä and ö are letters of their own."""
    plain = "".join(
        letter if letter in "åäöÅÄÖ" else unicodedata.normalize("NFKD", letter)[0]
        for letter in unicodedata.normalize("NFC", word)
    )
    return plain.translate(STROKES)


@lru_cache(50_000)
def sound(word: str) -> str:
    """How a word sounds, roughly: one spelling for c, k and ck, for w and v, no double letters."""
    word = without_accents(word.casefold())
    for spelling, sounds_like in SOUNDS:
        word = word.replace(spelling, sounds_like)
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


@cache
def _short_forms() -> list[frozenset[str]]:
    lines = FAMILIES.read_text(encoding="utf-8").casefold().splitlines()
    return [frozenset(line.split()) for line in lines if not line.startswith("#")]


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row = row, [i]
        for j, against in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != against)))
    return row[-1]
