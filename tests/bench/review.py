"""How long «Listen and correct» takes with 20 000 words: the server's part, and until a field can be written in.

`python -m tests.bench.review` prints it; `rows()` is for the bench's table.
"""

import contextlib
import json
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, expect, sync_playwright

from app import create_app
from tests.browser import launch
from tests.journeys.site import Site
from tests.transcription.interviews import a_sealed_recording
from toolkit.cycles.models import Assignment
from toolkit.db import db
from transcription.speech_models import practice
from transcription.transcripts.models import Segment, Transcript

SEGMENTS, WORDS = 1200, 17
ROUNDS = 7
FAST_TYPIST_MS = 60
BROWSER_AT_REST_S = 1
DOUBLE_CLICK_WHEN_ALIVE = """
new MutationObserver((_, watcher) => {
  const segment = document.querySelector("[data-live] #s1 [data-shown]");
  if (!segment) return;
  watcher.disconnect();
  segment.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => { window.opened = performance.now(); }));
}).observe(document, { attributeFilter: ["data-live"], subtree: true });
"""
VOCABULARY = ("jag", "tyckte", "att", "det", "var", "bra", "när", "hon", "sade", "som", "och", "frågade", "skolan")

Row = tuple[str, str, str]


def add_long_transcript(assignment: Assignment, *, segments: int = SEGMENTS, words: int = WORDS) -> uuid.UUID:
    """A transcript of 90 minutes, every word with its time, one in fifty uncertain, with a recording that plays."""
    chance = random.Random(1)
    recording = a_sealed_recording(assignment, practice.DEMO_INTERVIEW.read_bytes(), number=90, duration_ms=5_400_000)
    made = Transcript(assignment_id=assignment.id, recording_id=recording.id, state="draft", transcribed_ms=5_400_000)
    made.peaks = bytes(chance.randrange(255) for _ in range(4 * 5400)).hex()
    db.session.add(made)
    db.session.flush()
    each = 5_400_000 // segments
    for position in range(segments):
        said = [chance.choice(VOCABULARY) for _ in range(words)]
        begun = position * each
        heard = [
            [begun + at * each // words, begun + (at + 1) * each // words, word, 0.3 if chance.random() < 0.02 else 0.9]
            for at, word in enumerate(said)
        ]
        speaker = "child" if position % 2 else "interviewer"
        db.session.add(
            Segment(
                transcript_id=made.id, position=position, start_ms=begun, end_ms=begun + each - 100, speaker=speaker,
                text=" ".join(said), words=json.dumps(heard), speaker_is_guess=position % 3 == 0,
            )
        )  # fmt: skip
    db.session.commit()
    return made.id


def rows() -> Iterator[Row]:
    """The rows of the table: what, measured, goal."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        site = Site(Path(folder))
        stack.callback(site.kill)
        with create_app(site.settings).app_context():
            made = add_long_transcript(db.session.get_one(Assignment, site.assignment_id))
            db.engine.dispose()
        site.start()
        playwright = stack.enter_context(sync_playwright())
        browser = stack.enter_context(launch(playwright=playwright))
        measured = [
            _open(browser.new_context(locale="sv-SE"), site, f"{site.root}/transcripts/{made}") for _ in range(ROUNDS)
        ]
    answers, paints, ready, keys = (statistics.median(column) for column in zip(*measured, strict=True))
    yield "20 000 words: the server's answer", f"{answers:.0f} ms", ""
    yield "20 000 words: first paint", f"{paints:.0f} ms", ""
    yield "20 000 words: a field is open to write in", f"{ready:.0f} ms", "under 1000 ms"
    yield "20 000 words: from key to paint", f"{keys:.0f} ms", "under 50 ms"


def _open(context: BrowserContext, site: Site, address: str) -> tuple[float, float, float, float]:
    """In the page's own clock: the driver asks for nothing before a field is open, because asking takes time, too."""
    context.add_cookies(site.cookies())  # type: ignore[arg-type]  # a name, a value and an address
    context.add_init_script(DOUBLE_CLICK_WHEN_ALIVE)
    page = context.new_page()
    time.sleep(BROWSER_AT_REST_S)
    page.goto(address)
    page.wait_for_function("() => window.opened")
    expect(page.locator("[name=text]:focus")).to_have_count(1)
    answer, paint, ready = page.evaluate(
        """() => [performance.getEntriesByType("navigation")[0].responseEnd,
                  performance.getEntriesByName("first-contentful-paint")[0].startTime, window.opened]"""
    )
    page.evaluate(
        """() => { window.took = [];
          document.querySelector("textarea").addEventListener("beforeinput", () => {
            const from = performance.now();
            requestAnimationFrame(() => setTimeout(() => window.took.push(performance.now() - from)));
          }); }"""
    )
    page.keyboard.type("en bra vuxen " * 3, delay=FAST_TYPIST_MS)
    page.wait_for_function("() => window.took.length >= 30")
    key = statistics.median(page.evaluate("window.took"))
    context.close()
    return answer, paint, ready, key


if __name__ == "__main__":
    for what, measured, goal in rows():
        sys.stdout.write(f"{what}: {measured} {goal and f'({goal})'}\n")
