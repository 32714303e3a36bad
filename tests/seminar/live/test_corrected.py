"""A text is corrected by another process while windows follow: they are told soon, and get every line anew."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.seminar.corrected import correct, with_line
from tests.seminar.live.room import Room, Window
from tests.seminar.making import LINES
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedTranscript

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
CHILD = LINES[1][1]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("corrected"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def correct_in(room: Room, text: int, child: str) -> None:
    """The interviewer hands the text over again, with another second line and one line more at the end."""
    lines = [*with_line(1, child), ("child", "Det var allt.")]
    room.in_app(lambda: correct(db.session.get_one(DeidentifiedTranscript, room.texts[text]), lines))


def now(room: Room, who: str, query: str = "") -> str:
    return room.get(f"{room.address}/transcripts/{room.texts[0]}/now{query}", who)[1].decode()


def test_windows_are_told_and_draw_every_line_with_the_words_of_now(room: Room) -> None:
    assert room.mark(0) == 204
    before = now(room, "second")
    assert "skickat ett sms" in before
    windows = [Window(room, who, after=1) for who in ("first", "second")]
    correct_in(room, 0, CHILD.replace("skickat ett sms", "skrivit ett brev"))
    for window in windows:
        assert window.wait(lambda one: "corrected" in one.kinds()) < 2.0
        change = next(one for one in window.changes if one["kind"] == "corrected")
        assert change["transcript"] == str(room.texts[0])
        window.close()
    fresh = now(room, "second")
    assert "skrivit ett brev" in fresh
    assert "sms" not in fresh, "nothing that was made before is given once more"
    assert fresh.count('class="segment') - fresh.count('class="segment_') >= len(LINES) + 1
    assert 'id="lines" data-live-list' in fresh
    assert 'id="lines"' not in now(room, "second", "?object=")


def test_what_is_lost_is_on_the_list_of_every_window_without_its_words(room: Room) -> None:
    fields: dict[str, Any] = {
        "start_segment": 3,
        "start_offset": 0,
        "end_segment": 3,
        "end_offset": 9,
        "theme_id": room.themes[1],
    }
    assert room.post(f"{room.address}/transcripts/{room.texts[0]}", **fields) == 204
    lines = [*LINES[:3], ("child", "Nej. Åsså slapp jag börja om.")]
    room.in_app(lambda: correct(db.session.get_one(DeidentifiedTranscript, room.texts[0]), lines))
    for page in (now(room, "second"), room.get(f"{room.address}/transcripts/{room.texts[0]}", "second")[1].decode()):
        listed = page.partition('id="lost"')[2].partition("</section>")[0]
        assert "Tid" in listed
        assert 'href="#line-3"' in listed
        assert "orkar" not in page
    lost = [each for each, stands in room.codings().items() if not stands]
    assert room.post(f"{room.address}/codings/{lost[-1]}/remove-lost", "second") == 204
    assert 'href="#line-3"' not in now(room, "second")
