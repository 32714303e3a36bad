"""The translator's tool: finds every message in the source and adds what a catalogue lacks to the right room's file.

`python -m toolkit.catalogues sync` prints how many messages wait for their Swedish.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from toolkit.config import ROOT
from toolkit.language import CATALOGUES, read_catalogue

FILES = [("templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "_l": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "n_": (1, 2),
}
ELSEWHERE = frozenset(
    {"tests", "instance", "assets", "translations", "migrations", "docs", "node_modules", "__pycache__"}
)
COMMANDS_IN = ("*.py", "toolkit/**/*.py", "transcription/**/*.py", "seminar/**/*.py")

Msgid = str | tuple[str, ...]


def messages_in_source() -> Iterator[tuple[str, Msgid]]:
    """Every (file, msgid) that the program can say; the file is relative to the checkout."""
    found = extract_from_dir(
        ROOT,
        FILES,
        {"**.html": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}},
        KEYWORDS,
        directory_filter=lambda folder: not (Path(folder).name.startswith(".") or Path(folder).name in ELSEWHERE),
    )
    for file, _line, message, *_ in found:
        if message:
            yield file, message
    for path in sorted(file for top in COMMANDS_IN for file in ROOT.glob(top)):
        yield from ((str(path.relative_to(ROOT)), help_text) for help_text in _help_texts(path))


def _help_texts(path: Path) -> Iterator[str]:
    """What the commands in a file say of themselves: the docstring of each, and the help of its options."""
    source = path.read_text(encoding="utf-8")
    if "import click" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
            yield ast.get_docstring(node) or ""
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "click.option":
            yield from (str(ast.literal_eval(word.value)) for word in node.keywords if word.arg == "help")


def _makes_command(maker: ast.expr) -> bool:
    return isinstance(maker, ast.Call) and ast.unparse(maker.func).rpartition(".")[2] in {"command", "group"}


def room_of(file: str) -> str:
    """The catalogue that a source file's words belong to: its folder, or «house» on the ground floor."""
    parts = Path(file).parts
    if parts[0] in {"templates", "toolkit", "seminar"}:
        return parts[1] if len(parts) > 2 else "house"
    return parts[0] if len(parts) > 1 else "house"


def sync(language: str) -> int:
    """Append what a language lacks, untranslated, to the right room's file; return how many messages that was."""
    known = {_key(message.id) for message in read_catalogue(language) if message.id}
    missing: dict[str, list[Msgid]] = {}
    for file, message in messages_in_source():
        if _key(message) not in known:
            known.add(_key(message))
            missing.setdefault(room_of(file), []).append(message)
    for room, messages in missing.items():
        _append(CATALOGUES / language / f"{room}.po", language, messages)
    return sum(map(len, missing.values()))


def _key(message: Msgid | list[str]) -> Msgid:
    return message if isinstance(message, str) else tuple(message)


def _append(path: Path, language: str, messages: list[Msgid]) -> None:
    catalogue = Catalog(locale=language, header_comment="# The words of one room.", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    for message in messages:
        catalogue.add(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, no_location=True)


if __name__ == "__main__":
    if sys.argv[1:] != ["sync"]:
        sys.exit("usage: python -m toolkit.catalogues sync")
    sys.stdout.write(f"{sync('sv')} messages to translate\n")
