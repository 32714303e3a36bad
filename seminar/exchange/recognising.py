"""Finds out which texts of a file are ours, by what stands in them, and whose words its passages are. Pure."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seminar.exchange import renditions
from seminar.exchange.conventions import Counted, Span
from seminar.exchange.project import Source
from seminar.exchange.renditions import Rendition

Lines = Sequence[tuple[str, str]]
BREAKS = dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n")  # as programs end lines and paragraphs
SPACES = dict.fromkeys(map(ord, "\u00a0\u202f"), " ")


@dataclass(frozen=True, slots=True)
class OurText:
    """A handed-over text: what it is called on the page, its lines as (speaker, words), and its name in files."""

    number: str
    key: str
    lines: Lines
    guid: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text of the file that is one of ours."""

    source: Source
    text: OurText
    counted: Counted
    rendition: Rendition

    def place(self, span: Span) -> Span | None:
        """A span of the file's text in ours; None when it is only the name of who speaks."""
        return self.rendition.place_in_text(*self.counted.composed(span))


def recognise(
    sources: Iterable[Source], ours: Iterable[OurText], names: Sequence[Mapping[str, str]]
) -> tuple[list[Recognised], list[Source]]:
    """The texts of a file that are ours to the letter, and those that are not.

    `names` are the ways in which we write who speaks, one for each language; a text without names is known, too. A
    program may have ended lines in another way, written letters as two signs, kept spaces from breaking, or left space
    at the end. Of texts that are alike it is the one that the file calls by our name, or else the first.
    """
    known: dict[str, list[tuple[OurText, Rendition]]] = {}
    for text in ours:
        for one in (*names, None):
            made = renditions.render(text.lines, one)
            known.setdefault(_plain(made.text), []).append((text, made))
    found, unknown = [], []
    for source in sources:
        plain = (source.text or "").replace("\r\n", "\n").translate(BREAKS)
        alike = known.get(_plain(plain), [])
        counted = Counted(plain)
        if alike and plain and counted.can_compose:
            text, made = next((one for one in alike if one[0].guid == source.guid), alike[0])
            found.append(Recognised(source, text, counted, made))
        else:
            unknown.append(source)
    return found, unknown


def _plain(text: str) -> str:
    """A text as it is compared: its letters in one form, each space the same, and none at the end."""
    return unicodedata.normalize("NFC", text).translate(SPACES).rstrip()
