"""How every PDF of the house is made: a Typst template of `templates/` and what it is about, in memory, off the net.

The PDFs are tagged and follow PDF/UA-1: a screen reader is told headings, lists and what each picture shows. And they
follow PDF/A-2a: an archive can keep them, since nothing outside the file is needed to show it. Text is set in fonts of
our own (`fonts/`), so that a paper looks the same from every machine, and a character that none of them has stops the
making: a box in place of a letter is never printed. Pure.
"""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from toolkit.errors import N_, WrongState

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FONTS = Path(__file__).parent / "fonts"
STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
_NO_SIGN = re.compile(r'the text `"(.+?)"` could not be displayed')
_PROOF = b"""
#let about = json(bytes(sys.inputs.about))
#set document(title: "-")
#set text(font: about.fonts)
#about.text
"""


def make(template: str, about: object, *, made_at: datetime) -> bytes:
    """A PDF of `templates/<template>`, which finds `about` as JSON; the time stands in the file's properties.

    Nothing is written to disk, and a template reads nothing outside `templates/`. Raises `WrongState` when a character
    cannot be printed.
    """
    import typst

    try:
        return _compile(TEMPLATES / template, about, made_at=made_at)
    except typst.TypstError as error:
        raise _refusal(error) from error


def _refusal(error: Any) -> Exception:
    """What is told of a template that could not be made: the characters, or the error itself when it is ours."""
    characters = list_unprintable_in(str(error.diagnostic))
    if not characters:
        return RuntimeError(str(error))
    return WrongState(
        N_("The PDF has no sign for %(characters)s. Take the Word file instead, or write it another way."),
        characters=" ".join(characters),
    )


def ask(template: str, about: object, *, label: str) -> Any:
    """What a template says of itself under this label (`#metadata(…) <label>`), laid out and not made into a file.

    Raises `WrongState` as `make` does.
    """
    import typst

    try:
        told = json.loads(_compiler(TEMPLATES / template, about).query(f"<{label}>", field="value", one=True))
    except typst.TypstError as error:
        raise _refusal(error) from error
    return told


def draw(template: str, about: object, *, dots: int = 48) -> bytes:
    """The first page as a small picture (PNG), so many dots to the inch. Raises `WrongState` as `make` does."""
    import typst

    compiler = _compiler(TEMPLATES / template, about)
    try:
        compiler.compile(
            format="pdf", pdf_standards=list(STANDARDS)
        )  # a picture alone would show a box for a missing sign
        made = compiler.compile(format="png", ppi=dots)
    except typst.TypstError as error:
        raise _refusal(error) from error
    return bytes(made[0] if isinstance(made, list) else made)


def list_unprintable(text: str) -> tuple[str, ...]:
    """The pieces of a text that no font of ours can print, each once, in order."""
    import typst

    try:
        _compile(_PROOF, {"text": text, "fonts": sorted(_fonts().families())}, made_at=None)
    except typst.TypstError as error:
        return list_unprintable_in(str(error.diagnostic))
    return ()


def list_unprintable_in(diagnostic: str) -> tuple[str, ...]:
    """What a refusal says that it could not print."""
    return tuple(dict.fromkeys(_NO_SIGN.findall(diagnostic)))


def _compiler(source: Path | bytes, about: object) -> Any:
    import typst

    return typst.Compiler(
        source, root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True,
        sys_inputs={"about": json.dumps(about, ensure_ascii=False)},
    )  # fmt: skip


def _compile(source: Path | bytes, about: object, *, made_at: datetime | None) -> bytes:
    made = _compiler(source, about).compile(
        format="pdf", pdf_standards=list(STANDARDS), timestamp=made_at and made_at.replace(microsecond=0)
    )
    if not isinstance(made, bytes):
        msg = "the compiler gave no bytes"
        raise TypeError(msg)
    return made


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def picture(svg: str, *, millimetres: int = 24) -> bytes:
    """A square drawing as PNG, sharp on paper, for files that hold no SVG."""
    import typst

    source = (
        "#set page(width: auto, height: auto, margin: 0mm)\n"
        f'#image(bytes(json(bytes(sys.inputs.about))), format: "svg", width: {millimetres}mm)'
    )
    made = typst.compile(
        source.encode(), root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True, format="png", ppi=220,
        sys_inputs={"about": json.dumps(svg)},
    )  # fmt: skip
    return bytes(made)
