"""Who may know whom: the contracts of pyproject.toml, and the same question asked of files instead of folders."""

import tomllib

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.source import ROOMS, expect_none, find, modules, reachable
from toolkit.config import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
WEB_AND_DATABASE = ("flask", "flask_babel", "flask_sqlalchemy", "flask_wtf", "sqlalchemy", "wtforms", "werkzeug")

# What can be understood, and tested, with neither a request nor a database in sight.
PURE = (
    "toolkit.cycles.due",
    "toolkit.cycles.rotation",
    "toolkit.vault.sealing",
    "toolkit.vault.store",
    "transcription.asr.engine",
    "transcription.deidentification.recognising",
    "transcription.deidentification.replacing",
    "transcription.exchange.reading",
    "transcription.exchange.writing",
    "transcription.editor.reflection.figures",
    "seminar.report.writer",
)

# What tables stand on. The roles are an enum stored as its word; the guards are the trail's own triggers.
TABLES_MAY_KNOW = {
    "toolkit.access",
    "toolkit.audit.triggers",
    "toolkit.clock",
    "toolkit.db",
    "toolkit.vault.columns",
}


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


@pytest.mark.parametrize(
    "name", [*PURE, *(module.name for module in modules() if module.name.startswith("interview_guides."))]
)
def test_a_pure_room_needs_neither_web_nor_database(name: str) -> None:
    for imported, asked_by in reachable(name).items():
        assert imported.split(".")[0] not in WEB_AND_DATABASE, f"{name} brings in {imported} through {asked_by}"


def test_nobody_stands_in_a_circle() -> None:
    for module in modules():
        assert module.name not in reachable(module.name), f"{module} imports itself by way of others"


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
