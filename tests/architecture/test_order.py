"""Who may know whom: the contracts of pyproject.toml, and the same question asked of files instead of folders."""

import ast
import re
import tomllib

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.source import ROOMS, Module, expect_none, find, module_names, modules, reachable
from toolkit.config import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
WEB_AND_DATABASE = ("flask", "flask_babel", "flask_sqlalchemy", "flask_wtf", "sqlalchemy", "wtforms", "werkzeug")

# What says of itself that it is pure can be understood, and tested, with neither a request nor a database in sight.
CLAIM = re.compile(r"\bpure\b", re.IGNORECASE)
# Packages that are pure as a whole.
PURE_PACKAGES = ("interview_guides.", "toolkit.sound.", "transcription.asr.")
# Modules that others rely on to be pure: taking the word out of the docstring takes nobody out of the test.
PURE = (
    "toolkit.decoding",
    "toolkit.cycles.due",
    "toolkit.cycles.rotation",
    "toolkit.vault.sealing",
    "toolkit.vault.store",
    "transcription.deidentification.recognising",
    "transcription.deidentification.replacing",
    "transcription.editor.reflection.figures",
    "transcription.exchange.reading",
    "transcription.exchange.writing",
    "transcription.transcripts.speaker_turns",
    "transcription.transcripts.states",
    "seminar.report.writer",
)


def claims_to_be_pure(module: Module) -> bool:
    """Whether the docstring says so."""
    return CLAIM.search(module.text) is not None and CLAIM.search(ast.get_docstring(module.tree) or "") is not None


def list_pure() -> list[str]:
    """Every module that claims it, that others rely on, or that lies in a pure package."""
    return sorted(
        module.name
        for module in modules()
        if claims_to_be_pure(module) or module.name in PURE or f"{module.name}.".startswith(PURE_PACKAGES)
    )


# What tables stand on. Roles and states are enums stored as their word; the guards are the trail's own triggers.
TABLES_MAY_KNOW = {
    "interview_guides.age_bands",
    "interview_guides.codes",
    "interview_guides.guides",
    "interview_guides.surveys",
    "toolkit.access",
    "toolkit.audit.triggers",
    "toolkit.clock",
    "toolkit.cycles.kept",
    "toolkit.db",
    "toolkit.sound.playback",
    "toolkit.vault.columns",
    "transcription.asr.confidence",
    "transcription.transcripts.speaker_turns",
    "transcription.transcripts.states",
}


def folder(name: str) -> str:
    """The folder that a module lies in. What lies beside the rooms of a package, on its ground floor, stands alone."""
    parent = name.rsplit(".", 1)[0]
    return name if parent in ROOMS or parent == name else parent


def way_back(start: str, known: dict[str, dict[str, str]]) -> list[str] | None:
    """A way from a folder through others back to itself, as the imports that make it; None where there is none."""
    waiting, seen = [(there, [why]) for there, why in known[start].items()], set[str]()
    while waiting:
        here, way = waiting.pop(0)
        if here == start:
            return way
        if here not in seen:
            seen.add(here)
            waiting += [(there, [*way, why]) for there, why in known.get(here, {}).items()]
    return None


def test_rooms_know_only_what_lies_upstream(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    kept = lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS
    assert kept, capsys.readouterr().out


def test_every_contract_is_a_sentence() -> None:
    for contract in CONTRACTS:
        assert len(contract["name"].split()) > 5
        assert contract["name"][0].isupper()


def test_every_room_of_the_seminar_has_a_place_in_the_order() -> None:
    order = next(each for each in CONTRACTS if each.get("containers") == ["seminar"])
    named = {name.strip("()") for line in order["layers"] for name in line.split(" : ")}
    assert {path.parent.name for path in (ROOT / "seminar").glob("*/__init__.py")} <= named


def test_nobody_but_the_start_knows_the_app() -> None:
    knows = (module for module in modules() for each in module.imports if each.name in {"app", "speakers"})
    assert {module.name for module in knows} == {"app"}


@pytest.mark.parametrize("name", list_pure())
def test_what_claims_to_be_pure_needs_neither_web_nor_database(name: str) -> None:
    for imported, asked_by in reachable(name).items():
        assert imported.split(".")[0] not in WEB_AND_DATABASE, f"{name} brings in {imported} through {asked_by}"


def test_every_module_that_others_rely_on_to_be_pure_says_so() -> None:
    rooms = ("transcription.asr.",)
    expect_none(
        f"{module} does not say that it is pure"
        for module in modules()
        if (module.name in PURE or f"{module.name}.".startswith(rooms)) and not claims_to_be_pure(module)
    )


def test_nobody_stands_in_a_circle() -> None:
    for module in modules():
        assert module.name not in reachable(module.name), f"{module} imports itself by way of others"


def test_no_folder_stands_in_a_circle() -> None:
    known: dict[str, dict[str, str]] = {}
    for module in modules():
        for each in module.imports:
            here, there = folder(module.name), folder(each.name)
            if each.name in module_names() and here != there:
                known.setdefault(here, {}).setdefault(there, f"{module}:{each.line} imports {each.name}")
    for start in known:
        way = way_back(start, known)
        assert way is None, "\n".join(["", *way])


def test_a_view_uses_activities_never_tables() -> None:
    expect_none(
        f"{view}:{each.line} imports {each.name}"
        for view in modules()
        if view.is_view
        for each in view.imports
        if each.name.split(".")[0] in {"sqlalchemy", "flask_sqlalchemy"}
        or each.name.endswith(".models")
        or each.name == "toolkit.db"
    )


def test_tables_know_only_tables_upstream() -> None:
    expect_none(
        f"{tables}:{each.line} imports {each.name}"
        for tables in modules()
        if tables.is_models
        for each in tables.imports
        if each.name.split(".")[0] in ROOMS and each.name not in TABLES_MAY_KNOW and not each.name.endswith(".models")
    )


def test_the_lists_above_name_what_exists() -> None:
    for name in PURE:
        find(name)
