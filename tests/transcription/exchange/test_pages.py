"""The pages of import and export, by plain forms: a file, a look, a draft, and the same text out again."""

import io
import re

import docx
import pytest
from flask import Flask
from sqlalchemy import select

from tests import factories as make
from tests.inspection import inspect_page
from tests.transcription.exchange import files
from tests.transcription.exchange.files import TALK
from tests.transcription.exchange.sending import SignIn, opened, send
from tests.transcription.interviews import Interview, a_transcript
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from transcription.exchange import reading
from transcription.exchange.writing import Kind
from transcription.handover import handing_over
from transcription.transcripts import segment_rows
from transcription.transcripts.models import DeidentifiedTranscript, Transcript
from transcription.transcripts.states import State


def handed_over(interview: Interview) -> DeidentifiedTranscript:
    a_transcript(interview, state=State.APPROVED)
    return handing_over.hand_over(interview.actor, interview.assignment.id)[0]


def test_a_file_is_looked_at_and_becomes_a_draft(interview: Interview, signed_in: SignIn) -> None:
    client, place = signed_in(interview.worker), f"/interviews/{interview.assignment.id}/transcript/from-file"
    opened(client, place)
    look = send(
        client, interview, files.a_document("00:01 Intervjuare: Hej?", "00:04 Barn: Hej.", heading="Alva, 9 år")
    )
    assert look.status_code == 200
    for words in ("ett Word-dokument", "Intervjuare", "Stycke 1", "Alva, 9 år", "Inget är sparat än"):
        assert words in look.text
    sealed = re.search(r'name="sealed" value="([^"]+)"', look.text)
    assert sealed is not None
    assert db.session.scalars(select(Transcript)).all() == []

    nobody = client.post(f"{place}/keep", data={"sealed": sealed[1], "who": ["x", "y"], "recording": "none"})
    assert nobody.status_code == 422
    inspect_page(nobody.text, nobody.headers)
    told = {"sealed": sealed[1], "who": ["interviewer", "child"], "recording": "none"}
    kept = client.post(f"{place}/keep", data=told)
    made = db.session.scalars(select(Transcript)).one()
    assert kept.location == f"/transcripts/{made.id}"
    page = opened(client, kept.location)
    assert "En text från en fil" in page
    assert client.post(f"/transcripts/{made.id}/remove-import").location == place
    assert client.get(kept.location).status_code == 404


def test_a_text_is_put_with_the_recording_that_it_belongs_to(interview: Interview, signed_in: SignIn) -> None:
    recording = make.a_recording(interview.assignment, duration_ms=60_000)
    client, place = signed_in(interview.worker), f"/interviews/{interview.assignment.id}/transcript/from-file"
    look = send(client, interview, TALK.encode("utf-16"))
    assert "Vilken inspelning är det?" in look.text
    sealed = re.search(r'name="sealed" value="([^"]+)"', look.text)
    assert sealed is not None
    told = {"sealed": sealed[1], "who": ["interviewer", "child"]}
    assert client.post(f"{place}/keep", data=told).status_code == 422
    assert client.post(f"{place}/keep", data={**told, "recording": "x"}).status_code == 422
    page = opened(client, client.post(f"{place}/keep", data={**told, "recording": str(recording.id)}).location)
    assert f"/interviews/{interview.assignment.id}/recordings/{recording.id}/sound" in page


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Filen är tom"),
        (files.compound("EncryptedPackage"), "har ett lösenord"),
        (files.a_bomb(), "mycket större inuti"),
        (b"\x00\x01\x02\x03" * 99, "inte en text"),
        (b'{"results": []}', "JSON av ett annat slag"),
        (b"Barn: a " * (1700 * 1024), "större än 12 MB"),
    ],
)
def test_what_is_no_transcript_is_told_beside_the_field(
    interview: Interview, signed_in: SignIn, data: bytes, says: str
) -> None:
    answer = send(signed_in(interview.worker), interview, data)
    assert answer.status_code == 422
    assert says in answer.text
    assert re.search(r'aria-invalid="true"', answer.text)


def test_no_file_at_all_is_told_too(interview: Interview, signed_in: SignIn) -> None:
    answer = signed_in(interview.worker).post(f"/interviews/{interview.assignment.id}/transcript/from-file")
    assert answer.status_code == 422
    assert "Välj filen först" in answer.text


def test_a_large_file_never_lies_open_on_disk(
    app: Flask, interview: Interview, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past 500 kB a server would put it in the temp folder; ours seals it as it arrives, and removes it again."""
    vault = app.config["SETTINGS"].vault
    seen: list[bytes] = []
    read = reading.read

    def spy(data: bytes) -> object:
        seen.extend(path.read_bytes() for path in vault.rglob("*") if path.is_file())
        return read(data)

    monkeypatch.setattr(reading, "read", spy)
    canary = "Stjärtmes berättade allt. "
    assert send(signed_in(interview.worker), interview, (f"Barn: {canary * 40_000}").encode()).status_code == 200
    assert len(seen) == 1
    assert canary.encode() not in seen[0]
    assert [path for path in vault.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("kind", Kind)
def test_the_own_text_goes_out_with_a_warning_and_comes_back(
    interview: Interview, signed_in: SignIn, kind: Kind
) -> None:
    transcript, client = a_transcript(interview), signed_in(interview.worker)
    place = f"/transcripts/{transcript.id}/export"
    page = client.get(place)
    inspect_page(page.text, page.headers)
    assert "Den här texten visar vem barnet är" in page.text
    unread = client.post(place, data={"kind": kind})
    assert unread.status_code == 422
    inspect_page(unread.text, unread.headers)
    answer = client.post(place, data={"kind": kind, "has_understood": "y"})
    year = interview.assignment.cycle.year
    assert answer.headers["Content-Disposition"] == f"attachment; filename=utskrift-med-namn-{year}.{kind}"
    assert answer.headers["Cache-Control"] == "no-store"
    found = reading.read(answer.data)
    assert [one.text for one in found.segments] == [one.text for one in segment_rows.list_segments(transcript)]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.event == Event.TRANSCRIPT_EXPORTED)).one()
    assert entry.facts == {"format": kind, "deidentified": False, "segments": 4}


def test_a_text_without_times_cannot_become_subtitles(interview: Interview, signed_in: SignIn) -> None:
    transcript = a_transcript(interview)
    for one in segment_rows.list_segments(transcript):
        one.start_ms = one.end_ms = 0
    answer = signed_in(interview.worker).post(
        f"/transcripts/{transcript.id}/export", data={"kind": "srt", "has_understood": "y"}
    )
    assert answer.status_code == 422
    assert "behöver tider" in answer.text


def test_the_copy_is_for_its_interviewer_and_the_facilitator(interview: Interview, signed_in: SignIn) -> None:
    copy = handed_over(interview)
    place = f"/deidentified/{copy.id}/export"
    for person in (interview.worker, interview.facilitator):
        client = signed_in(person)
        opened(client, place)
        answer = client.post(place, data={"kind": "docx"})
        words = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.data)).paragraphs)
        assert answer.headers["Content-Disposition"].endswith(
            f"avidentifierad-utskrift-{copy.assignment.cycle.year}.docx"
        )
        assert "Fick du veta varför?" in words
        assert "inte avidentifierat" not in words
    for person in (interview.colleague, make.a_person(make.a_unit(), *make.actor(interview.facilitator).roles)):
        assert signed_in(person).get(place).status_code == 404


def test_nobody_but_the_interviewer_takes_the_own_text_along(interview: Interview, signed_in: SignIn) -> None:
    place = f"/transcripts/{a_transcript(interview).id}/export"
    for person in (interview.colleague, interview.facilitator):
        answer = signed_in(person).post(place, data={"kind": "txt", "has_understood": "y"})
        assert answer.status_code == 404


def test_the_ways_to_import_and_export_are_found(interview: Interview, signed_in: SignIn) -> None:
    transcript = a_transcript(interview)
    client = signed_in(interview.worker)
    place = f"/interviews/{interview.assignment.id}"
    assert f"{place}/transcript/from-file" in client.get(f"{place}/recording").text
    page = opened(client, f"/transcripts/{transcript.id}")
    assert f"/transcripts/{transcript.id}/export" in page
    assert f"{place}/how-it-went" in page


def test_a_preview_of_nothing_says_what_to_do(interview: Interview, signed_in: SignIn) -> None:
    answer = signed_in(interview.worker).post(
        f"/interviews/{interview.assignment.id}/transcript/from-file/keep", data={"sealed": "x"}
    )
    assert answer.status_code == 409
    assert "Välj filen en gång till" in answer.text
