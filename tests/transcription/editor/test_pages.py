"""The pages of an interview's text: the whole way by plain forms, what a script is told, and every state in words."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_fragment, inspect_page
from tests.transcription.interviews import Interview, a_transcript
from toolkit.db import db
from toolkit.interviews import joining
from toolkit.interviews.models import Mark
from toolkit.jobs import queue
from toolkit.people.models import Person
from transcription.transcripts import segment_rows
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import State


def opened(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    inspect_page(answer.text, answer.headers)
    return answer.text


def test_the_whole_way_by_plain_forms(interview: Interview, signed_in: Callable[[Person], FlaskClient]) -> None:
    transcript = a_transcript(interview)
    make.add(Mark(assignment_id=interview.assignment.id, recording_id=transcript.recording_id, kind="nods", at_ms=6000))
    segment = segment_rows.list_segments(transcript)[1]
    client, place = signed_in(interview.worker), f"/transcripts/{transcript.id}"

    page = opened(client, place)
    assert "Jag undrar varför Petra slutade." in page
    assert "Nickar" in page
    assert "Utskrivet av övningsmodellen" in page
    sent = {"version": segment.version, "text": "Jag undrar varför Petra gick.", "speaker": "child", "act": "save"}
    assert client.post(f"{place}/segments/{segment.id}", data=sent).location.endswith("#s1")
    assert client.post(f"{place}/corrected").location == f"{place}/words"
    assert "Datorn söker" in opened(client, f"{place}/words")
    assert client.post(f"{place}/words/search").location == f"{place}/words"

    for word, action in (("Alva", "replace"), ("Petra", "replace"), ("Samir", "keep")):
        assert word in opened(client, f"{place}/words")
        client.post(f"{place}/words", data={"word": word, "token": "någon", "action": action})
    own = client.post(f"{place}/words/own", data={"word": "finns inte", "token": "x"})
    assert own.status_code == 422
    inspect_page(own.text, own.headers)
    client.post(f"{place}/words/own", data={"word": "pappa", "token": "en vuxen"})
    last = f"/interviews/{interview.assignment.id}/hand-over"
    assert client.post(f"{place}/approve").location == last

    assert 'Jag undrar varför <span class="replaced">[någon]</span> gick.' in opened(client, last)
    unread = client.post(last)
    assert unread.status_code == 422
    inspect_page(unread.text, unread.headers)
    assert client.post(last, data={"has_read": "y"}).status_code == 303
    assert "Det här lämnade du över" in opened(client, last)
    assert "segment__open" not in opened(client, place)
    assert "Ångra" not in opened(client, f"{place}/words")
    assert client.post(f"{last}/take-back").status_code == 303
    assert "segment__open" in opened(client, place)


def test_a_script_is_told_the_new_version_and_what_went_wrong(
    interview: Interview, signed_in: Callable[[Person], FlaskClient]
) -> None:
    transcript = a_transcript(interview)
    segment = segment_rows.list_segments(transcript)[1]
    place = f"/transcripts/{transcript.id}/segments/{segment.id}"
    client, as_script = signed_in(interview.worker), {"Accept": "application/json"}
    sent = {"version": "1", "text": "Nytt.", "speaker": "child"}
    first = client.post(place, data=sent, headers=as_script)
    assert first.json is not None
    assert first.json["version"] == 2
    assert first.json["said"].startswith("Sparat ")
    second = client.post(place, data={**sent, "text": "Annat."}, headers=as_script)
    assert second.status_code == 409
    assert second.json is not None
    assert "annan flik" in second.json["error"]


@pytest.mark.parametrize("sent", [{}, {"version": "x"}, {"version": "1", "speaker": "nobody", "text": "a"}])
def test_a_form_that_is_none_changes_nothing(
    interview: Interview, signed_in: Callable[[Person], FlaskClient], sent: dict[str, str]
) -> None:
    transcript = a_transcript(interview)
    segment = segment_rows.list_segments(transcript)[0]
    answer = signed_in(interview.worker).post(f"/transcripts/{transcript.id}/segments/{segment.id}", data=sent)
    assert answer.status_code == 422
    db.session.expire_all()
    assert segment.version == 1


@pytest.mark.parametrize(
    ("state", "failure", "says"),
    [
        (State.FAILED, "not_sound", "Ljudet i filen går inte att läsa"),
        (State.FAILED, "unexpected", "Något stoppade utskriften flera gånger"),
        (State.DRAFT, None, "Utkastet är klart"),
    ],
)
def test_each_state_is_said_in_words(
    interview: Interview,
    signed_in: Callable[[Person], FlaskClient],
    state: State,
    failure: str | None,
    says: str,
) -> None:
    a_transcript(interview, state=state).failure = failure
    assert says in opened(signed_in(interview.worker), f"/interviews/{interview.assignment.id}/transcript/progress")


def test_without_a_model_the_page_says_so_kindly_and_looks_again(
    interview: Interview, signed_in: Callable[[Person], FlaskClient]
) -> None:
    recording = make.a_recording(interview.assignment)
    queue.enqueue(interview.actor, joining.TRANSCRIBE, ref=recording.id)
    client, place = signed_in(interview.worker), f"/interviews/{interview.assignment.id}/transcript/progress"
    assert "utskriften får vänta" in opened(client, place)
    fragment = client.get(place, headers={"X-Fragment": "true"}).text
    inspect_fragment(fragment)
    assert "<html" not in fragment
    assert 'data-every="10000"' in fragment


def test_a_recording_that_failed_is_put_back_in_the_queue(
    interview: Interview, signed_in: Callable[[Person], FlaskClient]
) -> None:
    transcript = a_transcript(interview, state=State.FAILED)
    answer = signed_in(interview.worker).post(f"/recordings/{transcript.recording_id}/transcribe-again")
    assert answer.status_code == 303
    assert transcript.recording_id is not None
    job = queue.find_job(joining.TRANSCRIBE, ref=transcript.recording_id)
    assert job is not None
    assert job.state == "queued"


def test_missing_sound_is_shown_where_it_is_missing(
    interview: Interview, signed_in: Callable[[Person], FlaskClient]
) -> None:
    transcript = a_transcript(interview)
    transcript.gaps = {"spans": [[9500, 12_400], [60_000, 1000]]}
    page = opened(signed_in(interview.worker), f"/transcripts/{transcript.id}")
    first, second = page.index("12 sekunder av ljudet saknas"), page.index("1 sekund av ljudet saknas")
    assert page.index("varför Petra slutade") < first < page.index("Fick du veta") < second
    assert "En del av inspelningen saknas" in page


def test_a_late_beginning_a_cut_end_and_several_tracks_are_said_where_they_are(
    interview: Interview, signed_in: Callable[[Person], FlaskClient]
) -> None:
    transcript = a_transcript(interview)
    transcript.gaps, transcript.is_cut, transcript.transcribed_ms = {"spans": [[0, 5000]]}, True, 83_000
    assert transcript.recording
    transcript.recording.tracks = 2
    page = opened(signed_in(interview.worker), f"/transcripts/{transcript.id}")
    begins, ends = page.index("Ljudet börjar 5 sekunder in i filen."), page.index("Här tar filen slut, mitt i.")
    assert begins < page.index("Hej Alva") < page.index("Samirs pappa") < ends
    assert "1.23" in page[ends - 200 : ends]
    assert "Filen har 2 ljudspår. De hörs och skrivs ut tillsammans." in page
    assert "Inspelningen slutar för tidigt" in page
    assert "En del av inspelningen saknas" not in page, "a clock that began before the sound has lost nothing"


def test_several_recordings_are_parts_of_one_interview(
    interview: Interview, signed_in: Callable[[Person], FlaskClient]
) -> None:
    transcript = a_transcript(interview)
    make.a_recording(interview.assignment, number=2)
    page = opened(signed_in(interview.worker), f"/transcripts/{transcript.id}")
    assert "Inspelning 1" in page
    assert "Inspelning 2" in page


def test_my_interview_leads_to_each_step(interview: Interview, signed_in: Callable[[Person], FlaskClient]) -> None:
    transcript: Transcript = a_transcript(interview, state=State.HANDED_OVER)
    transcript.corrected_at = transcript.approved_at = transcript.handed_over_at = interview.assignment.created_at
    client = signed_in(interview.worker)
    page = opened(client, "/my-interview")
    assert "Lämna över till seminariet" in page
    assert client.get(f"/interviews/{interview.assignment.id}/transcript").location == f"/transcripts/{transcript.id}"


def test_a_markup_in_the_text_is_only_text(interview: Interview, signed_in: Callable[[Person], FlaskClient]) -> None:
    transcript = a_transcript(interview, state=State.CORRECTED, lines=(("child", "<script>alert(1)</script> & Samir"),))
    client = signed_in(interview.worker)
    for place in ("", "/words"):
        page = opened(client, f"/transcripts/{transcript.id}{place}")
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
