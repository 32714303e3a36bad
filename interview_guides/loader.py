"""Reads all content in one language: the files that ship beside this module, and a local folder that can
replace any of them by the same name. Reading is quick but not free: the caller keeps what it gets."""

import re
from pathlib import Path
from typing import Any, get_type_hints

from interview_guides import checking
from interview_guides.content import Content
from interview_guides.errors import ContentError
from interview_guides.guides import Guide
from interview_guides.letters import Letter
from interview_guides.reading import Spot, read

SHIPPED = Path(__file__).parent
BASE = "sv"  # every file exists in this language; others fall back to it
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_COLLECTED = {"guides": ("guide_", Guide), "letters": ("letter_", Letter)}
_OTHERWISE = {"language", *_COLLECTED}
_SINGLE = {name: kind for name, kind in get_type_hints(Content).items() if name not in _OTHERWISE}


def load(folder: Path | None = None, language: str = BASE) -> Content:
    """All content in `language`, checked. A file in `folder`/<language>/ replaces the shipped one of that
    name. A local Swedish file also replaces the shipped translation of it, so that what a unit has decided
    is never contradicted in another language. What a language lacks is in Swedish. Raises ContentError."""
    if not _LANGUAGE.fullmatch(language):
        message = f"{language!r} is not a language code of two or three small letters."
        raise ContentError(message)
    found = _files(folder, language)
    content = Content(
        language=language,
        guides=_collect("guides", found),
        letters=_collect("letters", found),
        **{name: _read(kind, found, name) for name, kind in _SINGLE.items()},
    )
    checking.check(content, found)
    return content


def _files(folder: Path | None, language: str) -> dict[str, checking.Source]:
    """Which file to read for each name: from the weakest claim to the strongest."""
    claims = [(SHIPPED, BASE), (SHIPPED, language)]
    if folder is not None:
        if not folder.is_dir():
            message = f"The folder for local content, {folder}, does not exist."
            raise ContentError(message)
        claims += [(folder, BASE), (folder, language)]
    found = {}
    for root, code in claims:
        for path in sorted((root / code).glob("*.y*ml")):
            name = f"{code}/{path.name}"
            _refuse_unknown(path, name)
            found[path.stem] = checking.Source(path=path, name=name)
    return found


def _refuse_unknown(path: Path, name: str) -> None:
    """A misspelt file would otherwise be left out in silence."""
    prefixes = tuple(prefix for prefix, _ in _COLLECTED.values())
    if path.suffix != ".yaml":
        Spot(name).fail("must end with .yaml")
    if path.stem not in _SINGLE and not path.stem.startswith(prefixes):
        known = [f"{stem}.yaml" for stem in _SINGLE] + [f"{prefix}….yaml" for prefix in prefixes]
        Spot(name).fail(f"is not a known file name; known are: {', '.join(known)}")


def _read(kind: Any, found: dict[str, checking.Source], stem: str) -> Any:
    source = found[stem]
    return read(kind, source.path, name=source.name)


def _collect(field: str, found: dict[str, checking.Source]) -> tuple[Any, ...]:
    prefix, kind = _COLLECTED[field]
    stems = [stem for stem in found if stem.startswith(prefix)]
    made = [_read(kind, found, stem) for stem in stems]
    for stem, each in zip(stems, made, strict=True):
        checking.check_id_is_file_name(each.id, stem=stem, spot=Spot(found[stem].name))
    return tuple(sorted(made, key=lambda each: (each.age_from, each.id)))
