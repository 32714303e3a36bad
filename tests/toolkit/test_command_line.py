"""Every command speaks the terminal's language, also where Click speaks by itself; nothing of Flask's is offered."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_file
from click.testing import CliRunner, Result

from app import main
from tests.architecture import source
from tests.architecture.source import expect_none
from toolkit import click_words, language
from toolkit.audit.views import bp as audit
from toolkit.catalogues import messages_in_source
from toolkit.config import ROOT
from toolkit.jobs.commands import bp as jobs

SWEDISH, ENGLISH = {"LC_ALL": "C.UTF-8"}, {"LC_ALL": "en_GB.UTF-8"}
FOR_PROGRAMMERS = (
    "DeprecationWarning", "Name '{name}' defined", "Boolean option", "Could not determine name", "No options defined",
    "Arguments take exactly", "Value must be", "Choice({choices})", "Invalid start character", "Show the version",
    "Confirm the action", "%(prog)s, version", "Unknown color", "Press any key", "file", "directory", "path",
)  # fmt: skip
"""Click says these to whoever writes a command, or in commands of a kind that we have none of."""
FIGURES = {"transcription/deidentification/commands.py": "measures of recognition, for whoever trains it"}


def run(*words: str, tmp_path: Path, english: bool = False) -> Result:
    environment = {"BR_INSTANCE": str(tmp_path / "none"), **(ENGLISH if english else SWEDISH)}
    return CliRunner().invoke(main, words, prog_name="app.py", env=environment)


def _ways(group: click.Group, *before: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*before, name), command
        if isinstance(command, click.Group):
            yield from _ways(command, *before, name)


WAYS = list(_ways(main))


def test_click_says_nothing_that_we_have_no_words_for() -> None:
    folder = Path(click.__file__).parent
    found = {
        message
        for name in ("exceptions", "core", "types", "parser", "decorators", "termui")
        for _, said, *_ in extract_from_file("python", folder / f"{name}.py", keywords={"_": None, "ngettext": (1, 2)})
        for message in (said if isinstance(said, tuple) else (said,))
    } | {"Usage:"}
    expect_none(sorted(one for one in found - set(click_words.SWEDISH) if not one.startswith(FOR_PROGRAMMERS)))
    assert set(click_words.SWEDISH) <= found, "Click says some of it no longer"


@pytest.mark.parametrize("way", [way for way, _ in WAYS], ids=" ".join)
def test_the_help_of_every_command_is_swedish_in_a_swedish_terminal(way: tuple[str, ...], tmp_path: Path) -> None:
    command = dict(WAYS)[way]
    said = run(*way, "--help", tmp_path=tmp_path).output
    flat = " ".join(said.split())
    texts = [command.help, *(one.help for one in command.params if isinstance(one, click.Option))]
    for text in filter(None, texts):
        first = " ".join(language.say_in("sv", _clean(text)).split())
        assert first[:40] in flat
    expect_none(word for word in ("Usage", "Options", "Commands", "[required]", "Show this") if word in said)


def _clean(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def test_the_commands_of_the_log_and_the_worker_have_swedish_help_too() -> None:
    known = {message for _, message in messages_in_source()}
    for group in (audit.cli, jobs.cli):
        for _, command in _ways(group):
            assert _clean(command.help or "") in known


def test_help_is_english_in_an_english_terminal_and_the_catalogue_of_click_is_given_back(tmp_path: Path) -> None:
    before = gettext.dgettext
    assert run("--help", tmp_path=tmp_path).stdout.startswith("Så här: app.py [VAL] KOMMANDO")
    assert gettext.dgettext is before
    assert run("--help", tmp_path=tmp_path, english=True).stdout.startswith("Usage: app.py [OPTIONS] COMMAND")


def test_nothing_of_flasks_own_is_offered(tmp_path: Path) -> None:
    said = run("--help", tmp_path=tmp_path).output
    expect_none(
        word for word in ("  run", "  shell", "  routes", "  revision", "--debug", "--app", "Flask") if word in said
    )
    assert "Traceback" not in said
    assert run("shell", tmp_path=tmp_path).exit_code != 0


@pytest.mark.parametrize(
    ("words", "swedish", "english"),
    [
        (("model", "remove"), "Fel: Det saknas ett värde 'NAME'.", "Error: Missing argument 'NAME'."),
        (("model", "fly"), "Fel: Det finns inget kommando som heter 'fly'.", "Error: No such command 'fly'."),
        (("doctor", "--loud"), "Fel: Det finns inget val som heter '--loud'.", "Error: No such option '--loud'."),
        (("doctor", "--language", "no"), "'no' är inget av 'en', 'sv'.", "'no' is not one of 'en', 'sv'."),
        (("model", "add", "/nowhere"), "'/nowhere' finns inte.", "Path '/nowhere' does not exist."),
        (("restore",), "Fel: Det saknas ett val '--from'.", "Error: Missing option '--from'."),
        (("model", "remove", "x"), "python app.py model list", "python app.py model list"),
        (("backup", "list"), "Fel: Det finns ingen sessionsnyckel", "Error: There is no session key"),
        (("restore", "--from", "/nowhere", "--keys", "/"), "Det finns ingen mapp /nowhere.", "There is no folder"),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_in_one_language(
    words: tuple[str, ...], swedish: str, english: str, tmp_path: Path
) -> None:
    """The last one also: before anybody is asked for a code that is typed from a paper."""
    for expected, is_english in ((swedish, False), (english, True)):
        told = run(*words, tmp_path=tmp_path, english=is_english)
        assert told.exit_code
        assert expected.lower() in told.output.lower()
        assert "Traceback" not in told.output


def test_what_a_command_prints_is_a_message_of_ours() -> None:
    """A sentence that is printed as it stands is English in a Swedish terminal."""
    found = []
    for module in source.modules():
        for name, call in module.calls():
            if name in {"echo", "ClickException"} and call.args and str(module) not in FIGURES:
                found += [f"{module}:{call.lineno}: {text}" for text in _bare_words(call.args[0])]
    expect_none(found)


def _bare_words(node: ast.expr) -> Iterator[str]:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    for part in parts:
        if isinstance(part, ast.Constant) and sum(sign.isalpha() for sign in str(part.value).replace("UTC", "")) > 2:
            yield str(part.value)


def test_nobody_is_sent_to_flask() -> None:
    """It is on nobody's path before the environment is opened: `python app.py` always works."""
    said = [(file, text) for file, text in messages_in_source() if "flask " in str(text)]
    written = [str(page) for page in (ROOT / "docs").glob("*/*.md") if "`flask " in page.read_text(encoding="utf-8")]
    expect_none([*map(str, said), *written])


def test_every_command_that_a_document_gives_exists_with_its_options() -> None:
    found, wrong = 0, []
    for page in (ROOT / "docs").rglob("*.md"):
        for line in re.findall(
            r"(?:`|^[^`\n]*\.venv/bin/)python app\.py ([^`#\n]+)", page.read_text("utf-8"), re.MULTILINE
        ):
            found += 1
            command, words = _command_of(line.split())
            known = {opt for param in command.params for opt in param.opts} if command else set()
            wrong += (
                [f"{page.name}: {line}"] if command is None or {w for w in words if w.startswith("--")} - known else []
            )
    assert found > 50
    expect_none(wrong)


def _command_of(words: list[str]) -> tuple[click.Command | None, list[str]]:
    """The command that the first words lead to, and the rest of them."""
    command: click.Command = click.Group(commands={**main.commands, "audit": audit.cli, **jobs.cli.commands})
    while isinstance(command, click.Group) and words:
        under = command.commands.get(words[0])
        if under is None:
            return None, words
        command, words = under, words[1:]
    return command, words
