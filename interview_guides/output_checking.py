"""What holds for the words around what is handed out: nothing in them is misspelt, and nothing can be left blank."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from interview_guides import letters
from interview_guides.outputs import LETTERS, PLACEHOLDERS, SURE, OutputWords
from interview_guides.reading import Spot


def check(words: OutputWords, spot: Spot) -> None:
    """Raises ContentError at the first thing that does not hold."""
    said = tuple(letter.id for letter in words.letters)
    if said != LETTERS:
        spot.at("letters").fail(f"must have exactly these ids in this order: {', '.join(LETTERS)}")
    for key, text in list_texts(words):
        for odd in letters.list_odd_placeholders(text, known=PLACEHOLDERS):
            spot.at(key).fail(f"has {odd}, which is not a placeholder")
        for unsure in letters.list_unsure(text, sure=SURE):
            spot.at(key).fail(f"has {{{unsure}}}, which may be unknown: write [[… {{{unsure}}} …|what to say then]]")


def list_texts(words: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a record with the key where it stands, in reading order."""
    if isinstance(words, str):
        yield key, words
    elif isinstance(words, tuple):
        for number, each in enumerate(words):
            yield from list_texts(each, f"{key}[{number}]")
    elif is_dataclass(words):
        for field in fields(words):
            yield from list_texts(getattr(words, field.name), f"{key}.{field.name}" if key else field.name)
