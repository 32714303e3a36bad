"""A coded project as REFI-QDA describes it (QDA-XML 1.0), on its way out or in. Pure: plain values.

Every `guid` is text as it stands in a file. Positions are the file's own: code points when we wrote it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A code, with the codes that stand under it. One that only groups others is not codable."""

    guid: str
    name: str
    description: str = ""
    colour: str = ""  # #rrggbb
    is_codable: bool = True
    codes: tuple["Code", ...] = ()


@dataclass(frozen=True, slots=True)
class CodeUse:
    """A code's use on a passage."""

    guid: str
    code: str


@dataclass(frozen=True, slots=True)
class Selection:
    """A passage, from `start` up to `end`, the codes that it has and the notes to it. `name` is what a program calls
    it: often its first words."""

    guid: str
    start: int
    end: int
    uses: tuple[CodeUse, ...] = ()
    notes: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A text. It is None where the file names one that it does not hold, or that is no text: a picture, a PDF, sound or
    film, of which `uses_of_all` counts every coding."""

    guid: str
    name: str
    text: str | None
    selections: tuple[Selection, ...] = ()
    uses_of_all: int = 0  # codings of the whole text, which are no passage
    is_text: bool = True


@dataclass(frozen=True, slots=True)
class Variable:
    """What is known of each case."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody whom texts are about: variables with their values, and the texts."""

    guid: str
    name: str
    values: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A memo."""

    guid: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Project:
    """All of it. `origin` is the program that wrote it."""

    name: str
    origin: str
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()


def walk(codes: Sequence[Code], above: tuple[Code, ...] = ()) -> Iterator[tuple[Code, tuple[Code, ...]]]:
    """Every code with those that it stands under, the outermost first; in the order of the file."""
    for code in codes:
        yield code, above
        yield from walk(code.codes, (*above, code))
