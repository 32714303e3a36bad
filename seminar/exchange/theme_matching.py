"""Which codes of a file become themes, which of them are here already, and where each seems to belong. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seminar.exchange.project import Code, Source, walk

LONGEST_NAME, LONGEST_DESCRIPTION = 80, 1000


@dataclass(frozen=True, slots=True)
class Known:
    """A theme that is here: its id, its name, its area, and what we call it in files."""

    key: str
    name: str
    area: str
    guid: str


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A code that can be taken in. `key` is the theme that it is, when it is here; `area` is where it seems to belong.

    `is_cut` says that it was longer than a theme may be.
    """

    code: str
    name: str
    description: str
    uses: int
    key: str | None
    area: str | None
    under: str
    is_cut: bool


class Areas:
    """The areas of themes by every name that they have, and the themes that everybody can start from."""

    def __init__(self, names: Mapping[str, str], starting: Mapping[str, str]) -> None:
        """Name → area, and a starting theme's name → its area."""
        self._names = {folded(name): area for name, area in names.items()}
        self._starting = {folded(name): area for name, area in starting.items()}

    def guess(self, code: Code, above: Sequence[Code]) -> str | None:
        """Where a code seems to belong: the area that it stands under, or that of the starting theme of its name."""
        over = (self._names.get(folded(one.name)) for one in reversed(above))
        return next((area for area in over if area), self._starting.get(folded(code.name)))


def match(codes: Sequence[Code], sources: Iterable[Source], known: Sequence[Known], areas: Areas) -> list[FoundTheme]:
    """The codes that can be taken in, in the order of the file. A code that only groups others is none of them."""
    uses = Counter(use.code for source in sources for passage in source.selections for use in passage.uses)
    found = []
    for code, above in walk(codes):
        name = " ".join(unicodedata.normalize("NFC", code.name).split())
        if name and (uses[code.guid] or (code.is_codable and not code.codes)):
            area = areas.guess(code, above)
            key = _find(code, name, area, known)
            found.append(
                FoundTheme(
                    code.guid, _cut(name, LONGEST_NAME), _cut(code.description, LONGEST_DESCRIPTION), uses[code.guid],
                    key, area, " › ".join(one.name for one in above),
                    is_cut=len(name) > LONGEST_NAME or len(code.description) > LONGEST_DESCRIPTION,
                )
            )  # fmt: skip
    return found


def folded(name: str) -> str:
    """A name as it is compared: alike in capitals, and however its accents are typed."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _find(code: Code, name: str, area: str | None, known: Sequence[Known]) -> str | None:
    """The theme that a code is: by the name that we gave it in a file, or else by its own."""
    same = [one for one in known if one.guid == code.guid]
    same = same or [one for one in known if folded(one.name) == folded(name)]
    here = [one for one in same if one.area == area] or same
    return here[0].key if here else None


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
