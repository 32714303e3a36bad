"""The drafts say how the installation is, claim nothing that the program cannot know, and can be read by everybody."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph
from flask import Flask
from flask.testing import FlaskClient

from app import main
from tests import factories as make
from tests.inspection import inspect_page
from toolkit import config
from toolkit.access import Actor, Role
from toolkit.audit.models import AuditEntry
from toolkit.backup_settings import BackupSettings
from toolkit.data_protection import drafts, facts, making
from toolkit.data_protection.drafts import Paper
from toolkit.db import db
from toolkit.disposal import decisions
from toolkit.disposal.models import CountedFrom, Material
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person, Unit

LANGUAGES = ("sv", "en")


@pytest.fixture
def administrator(app: Flask) -> Person:
    unit = make.a_unit()
    unit.controller, unit.phone = "Socialnämnden i Norrvik", "060-12 34 56"
    person = make.a_person(unit, Role.ADMINISTRATOR)
    db.session.flush()
    return person


def actor(person: Person) -> Actor:
    return Actor(id=person.id, unit_id=person.unit_id, name=person.name, roles=person.roles)


def named(paragraph: Paragraph) -> str:
    """The name of a paragraph's style."""
    return (paragraph.style and paragraph.style.name) or ""


def words_of(content: bytes) -> str:
    word = docx.Document(BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", Paper)
def test_every_draft_is_whole_in_both_languages(administrator: Person, paper: Paper, language: str) -> None:
    content = making.make(actor(administrator), paper, language=language)
    word = docx.Document(BytesIO(content))
    assert word.core_properties.language == {"sv": "sv-SE", "en": "en-GB"}[language]
    assert word.core_properties.title
    assert [named(paragraph) for paragraph in word.paragraphs[:2]] == ["Title", "Subtitle"]
    levels = [int(name[-1]) for name in map(named, word.paragraphs) if "Heading " in name]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in word.tables:
        assert "tblCaption" in table._tbl.xml
        assert "tblHeader" in table.rows[0]._tr.xml
    text = words_of(content)
    assert not re.search(r"\[\[|\]\]|\{\{|\{%|None|True|False", text), "something was not filled in as words"


@pytest.mark.parametrize("paper", Paper)
def test_no_row_of_a_table_stands_alone_on_a_page(administrator: Person, paper: Paper) -> None:
    word = docx.Document(BytesIO(making.make(actor(administrator), paper, language="sv")))
    for table in word.tables:
        kept = [all(one._p.xpath("w:pPr/w:keepNext") for cell in row.cells for one in cell.paragraphs)
                for row in table.rows]  # fmt: skip
        assert kept[0], "the head with the first row"
        assert kept[-2], "the last row with the one before"
        assert not kept[-1], "and not with what follows"
        assert len(kept) < 5 or kept.count(True) == 2, "a long table goes over pages"


@pytest.mark.parametrize("paper", Paper)
def test_both_languages_ask_and_say_as_much(administrator: Person, paper: Paper) -> None:
    swedish, english = (
        drafts.draft(paper, facts.gather(actor(administrator), language=language), language=language)
        for language in LANGUAGES
    )
    assert [block.kind for block in swedish.blocks] == [block.kind for block in english.blocks]
    assert len(swedish.asked) == len(english.asked) > 3
    assert [len(block.rows) for block in swedish.blocks] == [len(block.rows) for block in english.blocks]


def test_what_a_person_fills_in_stands_first_and_nothing_is_decided(administrator: Person) -> None:
    text = words_of(making.make(actor(administrator), Paper.ACCESSIBILITY, language="sv"))
    first, _, rest = text.partition("Hur tillgänglig är webbplatsen?")
    assert "Inget i det är beslutat." in first
    assert "1. Kommunens eller nämndens namn" in first
    assert "[Fyll i 2: Helt, delvis eller inte förenlig med lagen" in rest
    assert "ingen oberoende granskning är gjord" in rest


def test_decisions_and_gaps_are_those_of_each_unit(administrator: Person) -> None:
    who = actor(administrator)
    other = make.a_unit()
    db.session.flush()
    decisions.register(
        who, material=Material.RECORDING, reference="SN 2026/17", decided_on=date(2026, 1, 12), keeps=False, months=3,
        counted_from=CountedFrom.INTERVIEW,
    )  # fmt: skip
    text = words_of(making.make(who, Paper.RECORD, language="sv"))
    assert "högst 3 månader från intervjudagen" in text or "högst 3 månader från dagen för intervjun" in text
    assert "SN 2026/17, 12 januari" in text
    assert f"Beslut om inspelningar för {other.name}" in text
    assert f"Beslut om inspelningar för {_name(administrator)}" not in text
    assert "Socialnämnden i Norrvik" in text
    assert f"Personuppgiftsansvarig för {_name(administrator)}" not in text
    assert f"Personuppgiftsansvarig för {other.name}" in text


def _name(person: Person) -> str:
    unit = db.session.get(Unit, person.unit_id)
    assert unit
    return unit.name


def test_the_draft_follows_the_settings(administrator: Person, tmp_path: Path) -> None:
    who = actor(administrator)
    before = words_of(making.make(who, Paper.IMPACT, language="sv"))
    assert "görs inte ännu" in before
    assert "inga säkerhetskopior görs ännu" in before
    backup = BackupSettings(folder=tmp_path / "a", keys=tmp_path / "b", days=45)
    config.SETTINGS.put(replace(config.current(), backup=backup, step_up_minutes=7))
    after = words_of(making.make(who, Paper.IMPACT, language="sv"))
    assert "sparas i 45 dagar; nycklarnas kopia ligger på ett annat ställe" in after
    assert "förseglad kopia varje dag" in after
    assert "efter 7 minuter" in words_of(making.make(who, Paper.RECORD, language="sv"))
    assert str(tmp_path) not in after


def test_no_draft_names_anybody(administrator: Person) -> None:
    names = [administrator.name, administrator.username]
    for paper in Paper:
        text = words_of(making.make(actor(administrator), paper, language="sv"))
        assert [name for name in names if name in text] == []


def test_nobody_but_an_administrator_gets_one(app: Flask) -> None:
    worker = make.a_person(make.a_unit(), Role.SOCIAL_WORKER)
    with pytest.raises(NotFound):
        making.make(actor(worker), Paper.IMPACT, language="sv")


def test_the_page_hands_each_out_and_the_trail_has_its_line(
    administrator: Person, signed_in: Callable[[Person], FlaskClient]
) -> None:
    client = signed_in(administrator)
    page = client.get("/admin/data-protection")
    inspect_page(page.get_data(as_text=True), page.headers)
    addresses = re.findall(r'href="(/admin/data-protection/[^"]+)"', page.get_data(as_text=True))
    assert len(addresses) == len(Paper)
    answer = client.get(addresses[0])
    assert answer.status_code == 200
    assert "konsekvensbedomning" in answer.headers["Content-Disposition"]
    assert words_of(answer.get_data()).startswith("Konsekvensbedömning")
    assert client.get("/admin/data-protection/nothing.docx").status_code == 404
    lines = db.session.query(AuditEntry).filter_by(event="system:draft:exported").all()
    assert [line.facts for line in lines] == [{"kind": "impact_assessment"}]


def test_the_command_writes_all_of_them(administrator: Person, app: Flask, tmp_path: Path) -> None:
    db.session.commit()
    done = app.test_cli_runner().invoke(main.get_command(None, "data-protection"), [str(tmp_path / "papers")])  # type: ignore[arg-type]
    assert done.exit_code == 0, done.output
    assert {path.stem for path in (tmp_path / "papers").iterdir()} == {paper.value for paper in Paper}


def test_what_somebody_has_filled_in_is_not_written_over(administrator: Person, app: Flask, tmp_path: Path) -> None:
    db.session.commit()
    folder = tmp_path / "papers"
    folder.mkdir()
    filled_in = folder / f"{[*Paper][-1].value}.docx"
    filled_in.write_bytes(b"ifyllt")
    done = app.test_cli_runner().invoke(main.get_command(None, "data-protection"), [str(folder)])  # type: ignore[arg-type]
    assert isinstance(done.exception, WrongState)
    assert [path.read_bytes() for path in folder.iterdir()] == [b"ifyllt"]
