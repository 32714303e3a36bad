"""The browser of the tests: it starts, hears a wav file, and cannot leave the machine."""

import math
import struct
import wave
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright

from tests import browser as browsers
from tests.packages import NoMeansError

pytestmark = pytest.mark.browser

LOUDNESS = """async () => {
    const stream = await navigator.mediaDevices.getUserMedia({audio: true});
    const context = new AudioContext();
    await context.resume();
    const listener = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(listener);
    const samples = new Float32Array(listener.fftSize);
    let loudest = 0;
    for (let i = 0; i < 40 && loudest < 0.05; i++) {
        await new Promise(next => setTimeout(next, 50));
        listener.getFloatTimeDomainData(samples);
        loudest = Math.max(loudest, ...samples.map(Math.abs));
    }
    return loudest;
}"""


class Hello(BaseHTTPRequestHandler):
    """Answers every request with one small page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Hej</title><p>Hej</p>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Yield the address of a small server on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Hello) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def test_a_page_on_this_machine_opens(page: Page, address: str) -> None:
    page.goto(address)
    assert page.title() == "Hej"


@pytest.mark.parametrize("elsewhere", ["http://192.0.2.1/", "http://elsewhere.invalid/"])
def test_the_browser_cannot_leave_the_machine(page: Page, elsewhere: str) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto(elsewhere, timeout=10_000)


def test_the_microphone_hears_the_file(playwright: Playwright, address: str, tmp_path: Path) -> None:
    tone = tmp_path / "tone.wav"
    with wave.open(str(tone), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        samples = (int(20_000 * math.sin(2 * math.pi * 440 * i / 16_000)) for i in range(16_000))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    with browsers.launch(tone, playwright=playwright) as started:
        page = started.new_page()
        page.goto(address)
        assert page.evaluate(LOUDNESS) > 0.05


def test_an_error_in_the_page_fails_its_test(browser: Browser) -> None:
    fixture = browsers.page.__wrapped__(browser)  # type: ignore[attr-defined]  # pytest's own attribute
    page = next(fixture)
    page.evaluate("() => setTimeout(() => { throw new Error('broken on purpose') }, 0)")
    page.wait_for_timeout(50)
    with pytest.raises(AssertionError, match="broken on purpose"):
        next(fixture)


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0)])
def test_without_means_only_a_build_server_stops(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ci: str,
    status: int,
) -> None:
    def no_means(_: object) -> Path:
        message = "Type:  sudo apt-get install chromium"
        raise NoMeansError(message)

    class NoPlaywright:
        def __enter__(self) -> None:
            return None

        def __exit__(self, *_: object) -> None:
            return None

    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(browsers, "sync_playwright", NoPlaywright)
    monkeypatch.setattr(browsers, "find_or_install", no_means)
    assert browsers.main() == status
    assert "sudo apt-get install chromium" in capsys.readouterr().err
