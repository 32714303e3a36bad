"""Canary names in no output: no child, guardian, interviewer or leader is in any of the files, nor a child's code."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from pypdf import PdfReader

from seminar.proposals.models import Decision
from seminar.report import exporting
from seminar.report.outputs import OUTPUTS
from tests import factories as make
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.db import db
from toolkit.participation.models import ContactDetails

SAYS_QUOTES = {"annual-report", "board-pages", "board-slides", "staff-meeting"}


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """A year in which everybody has the canary's name, with a yes and a no."""
    seminar = making.a_seminar((13, "girl"), (10, "boy"))
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    making.read_all(seminar)
    promising.an_action(seminar, "Ett sms dagen innan.", due=clock.today() + timedelta(days=30))
    promising.decide(seminar, promising.propose(seminar, "Ett eget rum."), Decision.NO, words="Det finns inget rum.")
    for one in seminar.transcripts:
        told = {"child_name": make.CANARY, "guardian_names": make.CANARY, "phone": make.CANARY, "other": make.CANARY}
        make.add(ContactDetails(assignment_id=one.assignment_id, **told))
    for person in (seminar.facilitator, seminar.leader, seminar.worker):
        person.name = f"{make.CANARY}-{person.id.hex[:4]}"
    db.session.flush()
    return seminar


def read(file: bytes, extension: str) -> str:
    """Everything that stands in a file, its properties and notes included."""
    if extension == "pdf":
        made = PdfReader(io.BytesIO(file))
        return " ".join([*(page.extract_text() for page in made.pages), str(made.metadata)])
    if extension in {"docx", "pptx"}:
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return file.decode()


def files_of(seminar: Seminar) -> Iterator[tuple[str, str]]:
    for one in OUTPUTS:
        made = exporting.export(seminar.leads, seminar.cycle.id, name=one.name, extension=one.extension, language="sv")
        yield one.name, read(made.file, one.extension)


def test_nobody_is_named_and_only_what_may_quote_does(seminar: Seminar) -> None:
    codes = [one.assignment.child.code for one in seminar.transcripts]
    quote = making.LINES[1][1]
    for name, said in files_of(seminar):
        assert make.CANARY not in said, name
        assert not [code for code in codes if code in said], name
        assert "Ett sms dagen innan." in said.replace("\n", " ") or name == "annual-report", name
        if name not in SAYS_QUOTES:
            assert quote not in said.replace("\n", " "), name
