"""Reads a project or a codebook as other programs write it (REFI-QDA), in one pass. Pure.

By expat, which comes with Python and keeps no tree: what is read is counted while it comes, and a document that defines
words of its own is refused before the first of them is read. Namespaces are not compared: programs write several.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from xml.parsers import expat

from seminar.exchange import archive
from seminar.exchange.archive import Archive
from seminar.exchange.project import Code, CodeUse, Note, Project, Selection, Source
from toolkit.errors import N_, InvalidInput

MOST_CODES = 2000
MOST_USES = 5000  # taken in within three seconds, in which nobody else can mark
DEEPEST = 60
FARTHEST = 10**9  # a position beyond any text

OWN_WORDS = N_(
    "The file defines words of its own, which no analysis program writes, so it was not read. Save the project once"
    " more in the other program, and send that file."
)
TOO_MANY_CODES = N_(
    "The file has more than 2000 codes, which is no codebook that a group can hold in mind. Remove or merge codes in"
    " the other program, and save it again."
)
TOO_MANY_USES = N_(
    "The file has more than 5000 codings. Part the project in the other program, and send one part at a time."
)
TOO_DEEP = N_("The codes of the file lie too deep in each other. Move them up in the other program, and save it again.")
SOURCES = frozenset({"TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"})
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file holds. `others` counts what has no place here: cases, links, sets and graphs."""

    project: Project
    others: Counter[str]


@dataclass(slots=True)
class _Codes:
    """A code that is not closed yet."""

    values: Values
    description: str = ""
    inside: list[Code] = field(default_factory=list)


def read(data: bytes) -> ReadFile:
    """What the bytes of a .qdpx or .qdc hold. Raises `InvalidInput` on «file», with the way out."""
    opened = archive.open_file(data)
    reader = _Reader(opened)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_own_words
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.add_words
    try:
        parser.Parse(opened.xml, True)  # noqa: FBT003 - expat's own way to say that this is all
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise InvalidInput(archive.DAMAGED, field="file") from error
    return ReadFile(reader.project(), reader.others)


def _refuse_own_words(*_declared: object) -> None:
    raise InvalidInput(OWN_WORDS, field="file")


class _Reader:
    """Hears a document element by element, and keeps what a project is made of."""

    def __init__(self, opened: Archive) -> None:
        self._opened = opened
        self._within: list[str] = []
        self._root: Values = {}
        self._codes: list[_Codes] = [_Codes({})]
        self._source, self._selection, self._note = Source("", "", None), Selection("", 0, 0), Note("", "", "")
        self._sources: list[Source] = []
        self._selections: list[Selection] = []
        self._notes: list[Note] = []
        self._words: list[str] | None = None
        self._coding = ""
        self._counted: Counter[str] = Counter()
        self.others: Counter[str] = Counter()
        self._begins: Mapping[str, Callable[[Values, str], None]] = {
            **dict.fromkeys(SOURCES, self._begin_source),
            **dict.fromkeys(("Case", "Link", "Set", "Graph"), self._count),
            **dict.fromkeys(("Description", "PlainTextContent"), self._begin_words),
            "Code": self._begin_code, "PlainTextSelection": self._begin_selection, "Coding": self._begin_coding,
            "CodeRef": self._use, "NoteRef": self._refer, "Note": self._begin_note,
        }  # fmt: skip
        self._ends: Mapping[str, Callable[[str], None]] = {
            **dict.fromkeys(SOURCES, self._end_source),
            **dict.fromkeys(("Description", "PlainTextContent"), self._end_words),
            "Code": self._end_code, "PlainTextSelection": self._end_selection, "Note": self._end_note,
        }  # fmt: skip

    def project(self) -> Project:
        """Everything that was heard."""
        return Project(
            self._root.get("name", ""), self._root.get("origin", ""), codes=tuple(self._codes[0].inside),
            sources=tuple(self._sources), notes=tuple(self._notes),
        )  # fmt: skip

    def begin(self, name: str, values: Values) -> None:
        """An element opens."""
        tag, above = name.rpartition(" ")[2], self._above()
        if not self._within:
            if tag not in {"Project", "CodeBook"}:
                raise InvalidInput(archive.NOT_REFI, field="file")
            self._root = dict(values)
        self._within.append(tag)
        if len(self._within) > DEEPEST:
            raise InvalidInput(TOO_DEEP, field="file")
        if tag in self._begins:
            self._begins[tag](values, above)

    def add_words(self, words: str) -> None:
        """Words between elements."""
        if self._words is not None:
            self._words.append(words)

    def end(self, _name: str) -> None:
        """An element closes."""
        tag = self._within.pop()
        if tag in self._ends:
            self._ends[tag](self._above())

    def _above(self, steps: int = 1) -> str:
        return self._within[-steps] if len(self._within) >= steps else ""

    def _count(self, _values: Values, above: str) -> None:
        tag = self._within[-1]
        if above == f"{tag}s":
            self.others[tag] += 1

    def _limit(self, what: str, most: int, refusal: str) -> None:
        self._counted[what] += 1
        if self._counted[what] > most:
            raise InvalidInput(refusal, field="file")

    def _begin_code(self, values: Values, _above: str) -> None:
        self._limit("codes", MOST_CODES, TOO_MANY_CODES)
        self._codes.append(_Codes(dict(values)))

    def _end_code(self, _above: str) -> None:
        code = self._codes.pop()
        self._codes[-1].inside.append(
            Code(
                _name(code.values.get("guid", "")), code.values.get("name", ""), code.description.strip(),
                code.values.get("color", ""), code.values.get("isCodable", "true").strip() not in {"false", "0"},
                tuple(code.inside),
            )
        )  # fmt: skip

    def _begin_source(self, values: Values, above: str) -> None:
        if above == "Sources":
            is_text = self._within[-1] == "TextSource"
            text = self._opened.find_text(values.get("plainTextPath", "")) if is_text else None
            self._source = Source(_name(values.get("guid", "")), values.get("name", ""), text, is_text=is_text)
            self._selections = []

    def _end_source(self, above: str) -> None:
        if above == "Sources":
            self._sources.append(replace(self._source, selections=tuple(self._selections)))

    def _begin_selection(self, values: Values, above: str) -> None:
        if above == "TextSource":
            start, end = _number(values.get("startPosition", "")), _number(values.get("endPosition", ""))
            self._selection = Selection(_name(values.get("guid", "")), start, end, name=values.get("name", ""))

    def _end_selection(self, above: str) -> None:
        if above == "TextSource":
            self._limit("passages", MOST_USES, TOO_MANY_USES)
            self._selections.append(self._selection)

    def _begin_coding(self, values: Values, _above: str) -> None:
        self._coding = _name(values.get("guid", ""))

    def _use(self, values: Values, above: str) -> None:
        if above != "Coding":
            return
        self._limit("uses", MOST_USES, TOO_MANY_USES)
        of, around = self._above(3), self._above(4)
        if of == "TextSource" or ("Sources" in self._within and not self._source.is_text):
            self._source = replace(self._source, uses_of_all=self._source.uses_of_all + 1)
        elif of == "PlainTextSelection" and around == "TextSource":
            use = CodeUse(self._coding, _name(values.get("targetGUID", "")))
            self._selection = replace(self._selection, uses=(*self._selection.uses, use))

    def _refer(self, values: Values, above: str) -> None:
        if above == "PlainTextSelection":
            note = _name(values.get("targetGUID", ""))
            self._selection = replace(self._selection, notes=(*self._selection.notes, note))

    def _begin_note(self, values: Values, above: str) -> None:
        if above == "Notes":
            self._limit("notes", MOST_USES, TOO_MANY_USES)
            text = self._opened.find_text(values.get("plainTextPath", "")) or ""
            self._note = Note(_name(values.get("guid", "")), values.get("name", ""), text)

    def _end_note(self, above: str) -> None:
        if above == "Notes":
            self._notes.append(self._note)

    def _begin_words(self, _values: Values, above: str) -> None:
        if (self._within[-1] == "Description") is (above == "Code"):  # a text's description is not the text
            self._words = []

    def _end_words(self, above: str) -> None:
        if self._words is None:
            return
        words, self._words = "".join(self._words).removeprefix("\ufeff"), None
        if above == "Code":
            self._codes[-1].description = words
        elif above == "TextSource" and self._source.text is None:
            self._source = replace(self._source, text=words)
        elif above == "Note" and not self._note.text:
            self._note = replace(self._note, text=words)


def _name(guid: str) -> str:
    """A guid in one form: some programs put it in braces, or write it in capitals."""
    return guid.strip().strip("{}").casefold()


def _number(text: str) -> int:
    """A position; -1 for what is none."""
    try:
        return max(-FARTHEST, min(FARTHEST, int(text[:20])))
    except ValueError:
        return -1
