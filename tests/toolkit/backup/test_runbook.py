"""The administrator's document, followed word by word: every command that it gives for a lost machine and lost keys."""

import os
import re
import shlex
import shutil
from contextvars import Context
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import main
from tests.toolkit.backup.lab import NOTHING_SET, Lab, rows
from tests.toolkit.disposal.filling import a_filled_seminar
from toolkit import config
from toolkit.backup import runs
from toolkit.backup.models import Act
from toolkit.db import db
from toolkit.vault import key_checks
from toolkit.vault.columns import vault

pytestmark = [pytest.mark.one_database, pytest.mark.slow]
DOCUMENTS = ("en/administrators.md", "sv/systemansvarig.md")
CHAPTERS = {"en": ("## Copies of everything", "## When the machine is lost", "## New keys"),
            "sv": ("## Säkerhetskopior", "## När datorn är borta", "## Nya nycklar")}  # fmt: skip


def chapters(document: str) -> list[str]:
    """The three chapters: copies, the lost machine, new keys."""
    text = (config.ROOT / "docs" / document).read_text("utf-8")
    return [text.split(title, 1)[1].split("\n## ", 1)[0] for title in CHAPTERS[document[:2]]]


def commands(chapter: str) -> list[str]:
    """What stands there to be typed after `python app.py`, in order, once each."""
    return list(dict.fromkeys(re.findall(r"`python app\.py ([^`]+)`", chapter)))


@pytest.fixture
def machine(lab: Lab) -> dict[str, str | None]:
    """The environment of an installation with two interviews."""
    if not lab.settings.database_url.startswith("sqlite"):
        pytest.skip("the commands are the same; what PostgreSQL does with them is tried in test_round_trip")
    (lab.settings.instance / "keys" / "session.key").write_text("k" * 48, encoding="ascii")
    (lab.settings.instance / "keys" / "session.key").chmod(0o600)
    a_filled_seminar()
    key_checks.note(vault().keys, db.session.connection())
    db.session.commit()
    return {
        **NOTHING_SET, "BR_INSTANCE": str(lab.settings.instance), "BR_DATABASE_URL": lab.settings.database_url,
        "BR_BACKUP_FOLDER": str(lab.copies), "BR_BACKUP_KEYS": str(lab.keys),
    }  # fmt: skip


def run(environment: dict[str, str | None], words: str, *, typed: str = "") -> Result:
    # Outside the context of the test's own app: a command that finds one takes it for its own.
    done = Context().run(CliRunner().invoke, main, shlex.split(words), env=environment, input=typed)
    assert done.exit_code == 0, f"{words}\n{done.output}"
    return done


def code_in(shown: Result) -> str:
    found = re.search(r"([A-Z2-7]{4} ){13}[A-Z2-7]{4}", shown.output)
    assert found, shown.output
    return found[0]


def test_a_lost_machine_by_the_document(machine: dict[str, str | None], lab: Lab, tmp_path: Path) -> None:
    copies, lost, new_keys = (commands(chapter) for chapter in chapters(DOCUMENTS[0]))
    assert lost[0] == "restore --from COPIES --keys KEYS"
    paper = code_in(run(machine, "backup code"))
    for words in copies:
        if words not in {"restore", "backup new-code"}:
            run(machine, words, typed=paper)
    keys = runs.find_last(Act.KEYS, well=True)
    assert keys, "a copy from the terminal copies the keys, and the page says so"
    before = rows()
    db.engine.dispose()

    elsewhere = {**machine, "BR_INSTANCE": str(tmp_path / "new machine"), "BR_DATABASE_URL": None}
    first = lost[0].replace("COPIES", str(lab.copies)).replace("KEYS", str(lab.keys))
    run(elsewhere, first, typed=f"{paper}\n")
    done = []
    for words in lost[1:]:
        if words == "up":  # it would run until Ctrl-C; what it prepares first is what counts here
            words = "prepare"  # noqa: PLW2901
        if words == "backup make --new-place":
            (tmp_path / "new place").mkdir()
            elsewhere["BR_BACKUP_FOLDER"] = str(tmp_path / "new place")
        done.append(words)
        shown = run(elsewhere, words)
        paper = code_in(shown) if words in {"backup code", "backup new-code"} else paper
    assert {*done} == {
        "prepare", "backup make", "backup drill", "backup make --new-place", "backup code", "backup new-code",
        "keys check",
    }  # fmt: skip
    run(elsewhere, "backup make")
    assert "opens." in run(elsewhere, "backup drill --with-code --every-file", typed=f"{paper}\n").output

    for words in new_keys:
        if words != "keys retire KEY":
            run(elsewhere, words)
    old = next(line for line in run(elsewhere, "keys list").output.splitlines() if "replaced" in line).split()[0]
    run(elsewhere, f"keys retire {old}")
    run(elsewhere, "keys check")
    run(elsewhere, "backup make")
    again = {**elsewhere, "BR_INSTANCE": str(tmp_path / "a third machine"), "BR_DATABASE_URL": None}
    run(again, f"restore --from {shlex.quote(str(tmp_path / 'new place'))} --keys {lab.keys}", typed=f"{paper}\n")
    assert rows() == before, "the first machine has not been touched"
    assert os.environ.get("BR_INSTANCE") is None


@pytest.mark.parametrize("lost", ["vault.json", "data_keys.json"])
def test_a_lost_key_file_comes_back_by_the_document(
    machine: dict[str, str | None], lab: Lab, tmp_path: Path, lost: str
) -> None:
    """Its row in «When something of it is missing»: a restore into a new folder, and that one file from there."""
    paper = code_in(run(machine, "backup code"))
    run(machine, "backup make")
    db.engine.dispose()
    (lab.settings.instance / "keys" / lost).unlink()
    new = {**machine, "BR_INSTANCE": str(tmp_path / "new folder"), "BR_DATABASE_URL": None}
    run(new, f"restore --from {lab.copies} --keys {lab.keys}", typed=f"{paper}\n")
    shutil.copy2(tmp_path / "new folder" / "keys" / lost, lab.settings.instance / "keys" / lost)
    assert "have their keys: 2." in run(machine, "keys check").output
    lab.settings.instance.chmod(0o700)
    run(machine, "prepare")
    assert "opens." in run(machine, "backup drill").output


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_document_names_every_command_and_option_that_there_is(document: str) -> None:
    said = " ".join(chapters(document))
    for name, command in (*main.commands["backup"].commands.items(), ("restore", main.commands["restore"])):  # type: ignore[attr-defined]
        assert f"`python app.py {name if name == 'restore' else f'backup {name}'}`" in said
        for option in command.params:
            for word in option.opts:
                assert word in said or not word.startswith("--"), word
    for name in main.commands["keys"].commands:  # type: ignore[attr-defined]
        assert f"`python app.py keys {name}" in said
    assert [commands(one) for one in chapters(DOCUMENTS[0])] == [commands(one) for one in chapters(DOCUMENTS[1])]
