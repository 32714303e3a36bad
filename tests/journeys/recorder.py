"""The worker's tablet for tests of the recorder: a microphone that hears a tone, and a grip on the recorder itself."""

import math
import struct
import wave
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.site import Site

# The browser's recorder, its track and its screen lock, where a test can do to them what a device does.
GRIP = """
if (navigator.mediaDevices) {
  const Recorder = window.MediaRecorder;
  window.MediaRecorder = class extends Recorder { constructor(...all) { super(...all); window.rec = this; } };
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (...all) => {
    const stream = await ask(...all);
    window.track = stream.getAudioTracks()[0];
    return stream;
  };
  window.wakes = 0;
  navigator.wakeLock.request = async () => {
    window.wakes += 1;
    const release = function () { this.released = true; this.dispatchEvent(new Event("release")); };
    window.lock = Object.assign(new EventTarget(), { released: false, release });
    return window.lock;
  };
  window.set = (thing, name, value) => Object.defineProperty(thing, name, { get: () => value, configurable: true });
}
"""

COUNT = """() => new Promise((resolve) => {
  const opening = indexedDB.open("barnens-roster-waiting");
  opening.onsuccess = () => {
    const counting = opening.result.transaction("chunks").objectStore("chunks").count();
    counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
  };
})"""


def write_tone(path: Path) -> Path:
    """Two seconds of a tone, for a microphone to hear over and over."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        for start in range(0, 96_000, 4_800):
            times = range(start, start + 4_800)
            file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(at * 0.0576))) for at in times))
    return path


def record(context: BrowserContext, site: Site, *, card: int = 7) -> Page:
    """Open the room and start recording."""
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{site.url}/room?card={card}")
    page.get_by_role("button", name="Börja spela in").click()
    expect(page.locator("[data-rec]")).to_have_text("Spelar in")
    return page


def finish(page: Page) -> None:
    """Press «Avsluta», and come to the recordings."""
    page.locator("[data-stop]").click()
    page.wait_for_url("**/recording", timeout=60_000)


def until_clock(page: Page, seconds: int) -> None:
    """Wait until the room's clock has come so far."""
    page.wait_for_function(
        """(least) => { const [m, s] = document.querySelector("[data-clock]").textContent.split(".");
          return Number(m) * 60 + Number(s) >= least; }""",
        arg=seconds,
    )


def waiting(page: Page) -> int:
    """How many chunks lie in the browser and wait. It has a database by now."""
    return int(page.evaluate(COUNT))
