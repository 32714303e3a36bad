"""What a file held is never out of sight: left out in place, put back, asked about, and compared with the text."""

import re

from sqlalchemy import select, text

from tests.transcription.exchange import files
from tests.transcription.exchange.files import TALK
from tests.transcription.exchange.sending import SignIn, opened, sealed_of, send
from tests.transcription.interviews import Interview, a_transcript
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from transcription.transcripts import segment_rows
from transcription.transcripts.models import Transcript


def test_what_is_left_out_is_shown_word_for_word_and_a_tick_puts_it_back(
    interview: Interview, signed_in: SignIn
) -> None:
    client, place = signed_in(interview.worker), f"/interviews/{interview.assignment.id}/transcript/from-file"
    talk = files.a_document("Barn: Jag vill inte flytta.", "Intervjuare: Nej.", heading="Viskar: snälla mamma")
    look = send(client, interview, talk)
    assert "1 ställe i filen är inte med i texten" in look.text
    assert "Viskar: snälla mamma" in look.text
    assert "Stycke 1 i dokumentet. En rubrik hör inte till samtalet." in look.text
    assert "Varje ord i filen är med" not in look.text
    told = {"sealed": sealed_of(look), "who": ["child", "interviewer"], "recording": "none", "put_back": ["0"]}
    wrong = client.post(f"{place}/keep", data={**told, "who": ["nobody", "x"]})
    assert re.search(r'name="put_back" value="0" checked', wrong.text)
    kept = client.post(f"{place}/keep", data=told)
    made = db.session.scalars(select(Transcript)).one()
    texts = [(one.speaker, one.text) for one in segment_rows.list_segments(made)]
    assert texts == [
        ("unknown", "Viskar: snälla mamma"), ("child", "Jag vill inte flytta."), ("interviewer", "Nej."),
    ]  # fmt: skip
    assert f"{kept.location}/file" in opened(client, kept.location)


def test_only_of_a_file_that_is_whole_the_page_says_that_every_word_is_there(
    interview: Interview, signed_in: SignIn
) -> None:
    client = signed_in(interview.worker)
    assert "Varje ord i filen är med i texten" in send(client, interview, TALK.encode()).text
    broken = send(client, interview, TALK.encode().replace("Å".encode(), b"\xc3")).text
    assert "Varje ord i filen är med" not in broken
    assert "Den visas som \ufffd" in broken


def test_times_that_do_not_say_what_they_count_are_asked_about(interview: Interview, signed_in: SignIn) -> None:
    client, place = signed_in(interview.worker), f"/interviews/{interview.assignment.id}/transcript/from-file"
    look = send(
        client, interview, b'[{"start": 0, "stop": 312, "text": "Hej"}, {"start": 312, "stop": 645, "text": "Ja"}]'
    )
    assert re.search(r'value="100"[^>]*checked|checked[^>]*value="100"', look.text)
    assert "tusendelar av en sekund: samtalet är 00:00:00 långt" in look.text
    told = {"sealed": sealed_of(look), "who": ["child"], "recording": "none", "ticks": "1"}
    assert client.post(f"{place}/keep", data={**told, "ticks": "7"}).status_code == 422
    assert client.post(f"{place}/keep", data=told).status_code == 303
    made = db.session.scalars(select(Transcript)).one()
    assert [one.end_ms for one in segment_rows.list_segments(made)] == [312_000, 645_000]


def test_a_text_is_compared_with_its_file_by_the_one_whose_it_is(interview: Interview, signed_in: SignIn) -> None:
    client, place = signed_in(interview.worker), f"/interviews/{interview.assignment.id}/transcript/from-file"
    look = send(client, interview, files.a_document(*TALK.strip().split("\n"), heading="Samtal ett"))
    told = {"sealed": sealed_of(look), "who": ["interviewer", "child"], "recording": "none"}
    compare = f"{client.post(f'{place}/keep', data=told).location}/file"
    page = opened(client, compare)
    assert "<del>Samtal ett</del>" in page
    assert "Orden skiljer på 1 ställe" in page
    made = db.session.scalars(select(Transcript)).one()
    second = segment_rows.list_segments(made)[1]
    second.text = second.text.replace("varför", "hurför")
    db.session.commit()
    page = opened(client, f"{compare}?show=differences")
    assert "<del>varför</del>" in page
    assert "<ins>hurför</ins>" in page
    assert "Vem berättade" not in page
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.event == Event.TRANSCRIPT_READ)).all()
    assert len(entry) == 2
    for person in (interview.colleague, interview.facilitator):
        assert signed_in(person).get(compare).status_code == 404


def test_a_text_from_no_file_has_nothing_to_be_compared_with(interview: Interview, signed_in: SignIn) -> None:
    transcript = a_transcript(interview)
    client = signed_in(interview.worker)
    assert client.get(f"/transcripts/{transcript.id}/file").status_code == 404
    assert "/file" not in client.get(f"/transcripts/{transcript.id}").text


def test_the_words_of_the_file_lie_sealed_and_go_with_the_text(interview: Interview, signed_in: SignIn) -> None:
    client, place = signed_in(interview.worker), f"/interviews/{interview.assignment.id}/transcript/from-file"
    look = send(client, interview, TALK.encode())
    told = {"sealed": sealed_of(look), "who": ["interviewer", "child"], "recording": "none"}
    client.post(f"{place}/keep", data=told)
    made = db.session.scalars(select(Transcript)).one()
    raw = db.session.execute(text("SELECT content FROM imported_file")).scalar_one()
    assert b"Petra" not in bytes(raw)
    client.post(f"/transcripts/{made.id}/remove-import")
    assert db.session.execute(text("SELECT count(*) FROM imported_file")).scalar_one() == 0
