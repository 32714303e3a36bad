"""Fills the slots of training sentences: invented names, places, schools, days and numbers. Pure, and repeatable."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

from transcription.deidentification import lexicon

FILLINGS = Path(__file__).parent / "training" / "fillings.txt"
VOWELS, CONSONANTS = "aaaeeioouåäöy", "bdfghjklmnprstvz"


@cache
def filling(name: str) -> Sequence[str]:
    """The words of one part of the file, in order."""
    parts = FILLINGS.read_text(encoding="utf-8").split("\n= ")[1:]
    found = next(words for title, _, words in (part.partition("\n") for part in parts) if title == name)
    return [word.strip() for word in found.split(",") if word.strip()]


@cache
def listed(name: str) -> Sequence[str]:
    """A word list in an order that is always the same."""
    return sorted(lexicon.words(name))


def given(dice: Random) -> str:
    """A given name: common, from far away, one that is a word too, misspelt, or one that nobody has."""
    share = dice.random()
    if share < 0.38:
        return dice.choice(listed("given_names"))
    if share < 0.66:
        return dice.choice(listed("given_names_of_many"))
    if share < 0.79:
        return dice.choice(listed("words_that_are_names"))
    if share < 0.9:
        return misheard(dice.choice(listed("given_names")), dice)
    if share < 0.94:
        return f"{dice.choice(listed('given_names'))}-{dice.choice(listed('given_names'))}"
    return invented(dice)


def family(dice: Random) -> str:
    """A surname."""
    share = dice.random()
    if share < 0.3:
        return dice.choice(listed("surnames"))
    if share < 0.65:
        return dice.choice(listed("surnames_of_many"))
    if share < 0.8:
        return dice.choice(filling("surnames that are words"))
    return dice.choice(filling("stems")).capitalize() + dice.choice(filling("surname endings"))


def misheard(word: str, dice: Random) -> str:
    """A name with a letter doubled, lost or changed, as an engine or a child spells it."""
    if len(word) < 4:
        return word
    at = dice.randrange(1, len(word) - 1)
    change = dice.choice([word[at] * 2, "", dice.choice(VOWELS if word[at] in VOWELS else CONSONANTS)])
    return word[:at] + change + word[at + 1 :]


def invented(dice: Random) -> str:
    """Syllables that could be a name."""
    parts = [dice.choice(CONSONANTS) + dice.choice(VOWELS) for _ in range(dice.choice((2, 2, 3)))]
    return ("".join(parts) + dice.choice(("", "n", "r", "l", "m", "s", "d"))).capitalize()


def compound(dice: Random) -> str:
    """«Björk», «Norrberg»: what a school or street begins with."""
    first = dice.choice(filling("stems"))
    return (first + dice.choice(["", "", "s", "a", *filling("place endings")[:20]])).capitalize()


def place(dice: Random) -> str:
    """A place on the list, or one that sounds like one."""
    share = dice.random()
    if share < 0.45:
        return dice.choice(listed(dice.choice(["places", "places_of_many"])))
    name = (dice.choice(filling("stems")) + dice.choice(filling("place endings"))).capitalize()
    if share < 0.9:
        return name
    return f"{dice.choice(filling('directions')).capitalize()} {name}"


def address(dice: Random) -> str:
    """A street with or without its number."""
    street = compound(dice) + dice.choice(filling("street endings"))
    number = dice.choice(
        [
            str(dice.randint(1, 99)),
            f"{dice.randint(1, 40)} {dice.choice('abcABC')}",
            dice.choice(filling("digits")[1:]),
            "",
        ]
    )
    end = f" i {place(dice)}" if dice.random() < 0.2 else ""
    return f"{street} {number}".strip() + end


def day(dice: Random) -> str:
    """A day with its month, as it is written or said."""
    number, month, year = dice.randint(1, 28), dice.choice(filling("months")), dice.randint(1975, 2025)
    spoken = dice.choice(filling("ordinals"))
    return dice.choice(
        [
            f"{number} {month}",
            f"{number} {month} {year}",
            f"den {number} {month}",
            f"den {spoken} {month}",
            f"{spoken} {month}",
            f"den {spoken} {month} {dice.choice(filling('spoken years'))}",
            f"{spoken} i {dice.choice(filling('ordinals')[:12])}",
            f"{number}/{dice.randint(1, 12)}",
            f"{year}-{dice.randint(1, 12):02}-{number:02}",
            f"{month} {year}",
        ]
    )


def digits(dice: Random) -> str:
    """A telephone number from a series that nobody has."""
    number = f"070-174 06 {dice.randint(5, 99):02}"
    return dice.choice(
        [number, number.replace(" ", "").replace("-", ""), " ".join(dice.choice(filling("digits")) for _ in range(9))]
    )


def _named(kinds: Sequence[str]) -> Callable[[Random], str]:
    def make(dice: Random) -> str:
        parts = {"c": compound(dice), "g": given(dice), "p": place(dice), "h": dice.choice(filling("houses"))}
        parts |= {"s": family(dice), "t": dice.choice(filling("teams")), "f": dice.choice(filling("firms"))}
        parts |= {"e": dice.choice(filling("from elsewhere"))}
        return dice.choice(kinds).format(**parts)

    return make


def _genitive(name: str) -> str:
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def _personal_number(dice: Random) -> str:
    """In a series that nobody has."""
    return f"{dice.randint(5, 17):02}{dice.randint(1, 12):02}{dice.randint(1, 28):02}-238{dice.randint(0, 9)}"


SLOTS: Mapping[str, tuple[str, Callable[[Random], str]]] = {
    "N": ("person", given),
    "Ns": ("person", lambda dice: _genitive(given(dice))),
    "F": ("person", lambda dice: f"{given(dice)} {family(dice)}"),
    "K": ("person", lambda dice: dice.choice(filling("pet names")) if dice.random() < 0.7 else invented(dice)),
    "P": ("place", place),
    "A": ("place", address),
    "S": ("group", _named(filling("schools"))),
    "O": ("group", _named(filling("groups"))),
    "H": ("group", lambda dice: dice.choice(filling("houses"))),
    "D": ("day", day),
    "B": ("", lambda dice: dice.choice(listed("everybody")) if dice.random() < 0.7 else invented(dice)),
    "J": ("detail", lambda dice: f"{dice.choice(filling('works'))} {dice.choice(['i', 'på', 'vid'])} {place(dice)}"),
    "T": ("number", digits),
    "Q": ("number", _personal_number),
    "L": ("number", lambda dice: " ".join(dice.choice(filling("digits")) for _ in range(4))),
    "M": ("number", lambda dice: f"{given(dice).lower()}.{family(dice).lower()}@example.com"),
    "U": ("number", lambda dice: f"{given(dice).lower()}{dice.choice(['_', '.', ''])}{dice.randint(1, 999)}"),
}  # fmt: skip
"""Per slot what it is and how it is made. «V», the place as people say it, is nothing by itself (`area`)."""


def area(dice: Random) -> str:
    """«byn», «hela kommunen», or a place."""
    return dice.choice(filling("areas")) if dice.random() < 0.6 else place(dice)
