"""Reads a Word document (.docx) paragraph by paragraph, tables row by row. Pure.

Words that somebody added with tracked changes are read. What was taken away, is hidden, or stands in the margin, at the
foot or at the head of the page is left out and told, each with the paragraph that it belongs to.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from toolkit.documents import word_package
from toolkit.documents.word_package import Package
from toolkit.documents.wordxml import W
from toolkit.errors import N_
from transcription.exchange import labels, plain_text, times, word_tables
from transcription.exchange.transcript_file import Problem, Reading, Row, clean
from transcription.exchange.word_tables import Cell, TableRow

UNIT = "paragraph"
HEADING = N_("A heading is no part of the talk. It was left out.")
TABLE_HEAD = N_("The first row of the table names its columns. It was left out.")
TRACKED = N_("The document has tracked changes. Added words were kept, words taken away were left out.")
TAKEN_AWAY = N_("Words that somebody took away with tracked changes. They were left out.")
HIDDEN = N_("Hidden words, which Word does not show. They were left out.")
COMMENT = N_("A comment in the margin. It was left out.")
NOTE = N_("A footnote. It was left out.")
PAGE_EDGE = N_("This stands at the top or bottom of every page. It was left out.")
DIAGRAM = N_("Words in a diagram. They were left out.")
PICTURES = N_("The document has pictures. Words in a picture cannot be read.")
INSIDE = N_("The document holds another file, which cannot be read. Open it, and copy its words into the document.")

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SKIPPED = frozenset({f"{W}instrText", f"{W}delInstrText", f"{W}pPr", f"{W}rPr", f"{W}sectPr", f"{W}tblPr"})
WORDS = frozenset({f"{W}t", f"{W}delText", f"{_M}t"})
BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
TAKEN = frozenset({f"{W}del", f"{W}moveFrom"})
NOTES = {f"{W}commentReference": COMMENT, f"{W}footnoteReference": NOTE, f"{W}endnoteReference": NOTE}
HEADINGS = ("heading", "rubrik", "title", "subtitle", "underrubrik", "toc", "innehll")


@dataclass(slots=True)
class _Paragraph:
    """A paragraph or a row of a table: what is read, what is put aside, and whether it is a heading."""

    text: str
    is_heading: bool = False
    row: TableRow | None = None
    aside: list[tuple[str, str]] = field(default_factory=list)


def read(data: bytes) -> tuple[list[Row], Reading]:
    """The document's own rows, numbered by paragraph, and the talk in them. Raises `InvalidInput`."""
    package = word_package.open_package(data)
    walk = _Walk(package)
    paragraphs = list(walk.paragraphs(package.body))
    speakers = _list_speaking_headings([one.text for one in paragraphs if one.is_heading])
    lines: list[Row] = []
    aside, rows = Reading(UNIT), list[Row]()
    for number, one in enumerate(paragraphs, 1):
        rows.append(Row(number, one.row.words if one.row else one.text))
        if one.is_heading and one.text not in speakers:
            aside.leave_out(TABLE_HEAD if one.row else HEADING, one.text, number)
        else:
            line = one.row.line if one.row else speakers.get(one.text, one.text) if one.is_heading else one.text
            aside.marks += one.row.marks if one.row else ()
            lines += [Row(number, part) for part in line.split("\n")]
        _put_aside(aside, rows, one.aside, number)
    aside.problems += _remarks(package)
    _put_aside(aside, rows, walk.elsewhere(), None)
    found = plain_text.read_rows(lines, unit=UNIT)
    return rows, replace(
        found,
        problems=[*aside.problems, *found.problems],
        left_out=[*aside.left_out, *found.left_out],
        marks=[*aside.marks, *found.marks],
    )


def _put_aside(aside: Reading, rows: list[Row], words: Iterable[tuple[str, str]], number: int | None) -> None:
    """Words that belong to a paragraph without being read: they are the document's own, and left out."""
    for message, text in words:
        rows.append(Row(number or 0, text))
        aside.leave_out(message, text, number)


def _remarks(package: Package) -> Iterator[Problem]:
    if any(next(package.body.iter(W + tag), None) is not None for tag in ("ins", "del", "moveFrom")):
        yield Problem(TRACKED)
    if "image" in package.kinds:
        yield Problem(PICTURES, unread=True)
    if package.kinds & {"aFChunk", "oleObject", "package"}:
        yield Problem(INSIDE, unread=True)


def _list_speaking_headings(headings: Sequence[str]) -> dict[str, str]:
    """The headings that say who speaks or when, each as a line that says it: known names, or some that take turns."""
    headers = {text: plain_text.find_header(text) for text in headings}
    often = Counter(header[0] for text in headings if (header := headers[text]) is not None)
    returning = {name for name, count in often.items() if count > 1 and plain_text.is_like_a_name(name)}
    found = {}
    for text, header in headers.items():
        if times.read_span(text.strip("[](){}# ")):
            found[text] = text
        elif header is not None:
            name, has_time = header
            is_known = labels.find_meaning(name) is not None or labels.is_numbered(name)
            if is_known or has_time or (len(returning) > 1 and name in returning):
                found[text] = text if has_time else f"{name}:"
    return found


class _Walk:
    """Walks the document in order, with the notes that its words refer to."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._aside: list[tuple[str, str]] = []
        self._notes = {
            (f"{W}{mark}Reference", note.get(f"{W}id")): note
            for kind, mark in (("comments", "comment"), ("footnotes", "footnote"), ("endnotes", "endnote"))
            for root in package.list_parts(kind)
            for note in root
        }
        self._moved = {clean("".join(moved.itertext(f"{W}t"))) for moved in package.body.iter(f"{W}moveTo")}

    def paragraphs(self, parent: Any) -> Iterator[_Paragraph]:
        """Every paragraph and every row of a table, in order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield self._done(_Paragraph(self._text(child), _is_heading(child)))
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self.paragraphs(_alternative(child))
            elif child.tag not in SKIPPED:
                yield from self.paragraphs(child)

    def elsewhere(self) -> Iterator[tuple[str, str]]:
        """(why, words) of what belongs to no paragraph: heads and feet of pages, notes without a mark, diagrams."""
        for (mark, _id), note in self._notes.items():
            yield NOTES[mark], self._text(note)
        edges = (self._text(root) for kind in ("header", "footer") for root in self._package.list_parts(kind))
        for words in dict.fromkeys(map(clean, edges)):
            yield PAGE_EDGE, words
        for kind in ("diagramData", "chart"):
            for root in self._package.list_parts(kind):
                yield DIAGRAM, " ".join(text.text or "" for text in root.iter(f"{_A}t"))

    def _done(self, paragraph: _Paragraph) -> _Paragraph:
        """The paragraph with what was put aside while it was read."""
        paragraph.aside, self._aside = self._aside, []
        return paragraph

    def _table(self, table: Any) -> Iterator[_Paragraph]:
        """Rows in order. A table within a cell is part of the cell."""
        cells: list[list[Cell]] = []
        asides = []
        for row in _own(table, "tr"):
            cells.append(list(self._cells(row)))
            asides.append(self._aside)
            self._aside = []
        for one, aside in zip(word_tables.read_rows(cells), asides, strict=True):
            yield _Paragraph(one.words, one.is_head, one, aside)

    def _cells(self, row: Any) -> Iterator[Cell]:
        column = 0
        for cell in _own(row, "tc"):
            merge, span = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}tcPr/{W}gridSpan")
            is_merged = merge is not None and merge.get(f"{W}val") != "restart"
            yield Cell(clean(self._text(cell)), column, is_merged)
            wide = "1" if span is None else str(span.get(f"{W}val"))
            column += int(wide) if wide.isdigit() else 1

    def _text(self, element: Any) -> str:
        """The words of a paragraph as they would be read once every change is accepted."""
        return "".join(self._pieces(element)).strip("\n")

    def _pieces(self, element: Any) -> Iterator[str]:
        for child in element:
            if child.tag in SKIPPED:
                continue
            if child.tag in WORDS:
                yield child.text or ""
            elif child.tag in BREAKS:
                yield BREAKS[child.tag]
            elif child.tag in TAKEN or _is_hidden(child):
                self._put_aside(child)
            elif child.tag in NOTES:
                self._put_note_aside(child)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._pieces(_alternative(child))
            else:
                yield from self._within(child)

    def _within(self, element: Any) -> Iterator[str]:
        """What stands in an element; a paragraph begins a line of its own, and a box of text ends with one."""
        if element.tag == f"{W}p":
            yield "\n"
        yield from self._pieces(element)
        if element.tag == f"{W}txbxContent":
            yield "\n"

    def _put_aside(self, element: Any) -> None:
        words = clean(self._text(element))
        if element.tag != f"{W}moveFrom" or words not in self._moved:
            self._aside.append((TAKEN_AWAY if element.tag in TAKEN else HIDDEN, words))

    def _put_note_aside(self, reference: Any) -> None:
        note = self._notes.pop((reference.tag, reference.get(f"{W}id")), None)
        if note is not None:
            self._aside.append((NOTES[reference.tag], self._text(note)))


def _own(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table, or the cells of a row, without those of a table within."""
    return (one for one in parent.iter(W + tag) if next(one.iterancestors(parent.tag)) is parent)


def _alternative(element: Any) -> Any:
    """Of two ways to say the same: the first that has words."""
    return next((way for way in element if any(next(way.iter(tag), None) is not None for tag in WORDS)), element[:0])


def _is_hidden(element: Any) -> bool:
    mark = element.find(f"{W}rPr/{W}vanish") if element.tag == f"{W}r" else None
    return mark is not None and mark.get(f"{W}val") not in {"0", "false", "off"}


def _is_heading(paragraph: Any) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else str(style.get(f"{W}val", "")).casefold()
    return name == "note" or name.startswith(HEADINGS)
