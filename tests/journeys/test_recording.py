"""The recorder in a real browser: the server killed, no net, a killed browser, a session that ends. Nothing is lost."""

import io
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect
from sqlalchemy import select

from tests.browser import FLAGS, find_or_install, microphone_flags
from tests.journeys.installation import in_app_of, wait_until
from tests.journeys.recorder import finish, record, waiting, write_tone
from tests.journeys.site import Site
from tests.sounds import sound
from toolkit.db import db
from toolkit.interviews import joining
from toolkit.interviews.models import Mark, Recording, RecordingChunk
from toolkit.sound import probing
from toolkit.vault.columns import vault

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A running installation with one interview that may be recorded."""
    made = Site(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    """What the microphone hears: a tone, over and over."""
    return write_tone(tmp_path / "tone.wav")


Opener = Callable[[], BrowserContext]


@pytest.fixture
def open_browser(playwright: Playwright, site: Site, tone: Path, tmp_path: Path) -> Iterator[Opener]:
    """Open the worker's tablet; again, with the same profile, after it was killed."""
    opened: list[BrowserContext] = []

    def start() -> BrowserContext:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=find_or_install(playwright),
            args=[*FLAGS, *microphone_flags(tone)],
            permissions=["microphone"],
            viewport={"width": 1180, "height": 820},
            locale="sv-SE",
        )
        context.add_cookies(site.cookies())  # type: ignore[arg-type]  # a name, a value and an address
        opened.append(context)
        return context

    yield start
    for context in opened:
        context.close()


def seconds_of_only_recording(site: Site) -> float:
    """How long the one whole recording is, as the sound itself tells it."""

    def look() -> float:
        recording = db.session.scalars(select(Recording).where(Recording.state == "whole")).one()
        with vault().reading(joining.sealed_file(recording)) as reader:
            return probing.probe(io.BytesIO(reader.read())).seconds

    return float(in_app_of(site.settings, look))


def chunks(site: Site) -> int:
    return int(in_app_of(site.settings, lambda: len(db.session.scalars(select(RecordingChunk.number)).all())))


def test_record_with_a_sign_and_a_pause(site: Site, open_browser: Opener) -> None:
    page = record(open_browser(), site)
    begun = time.monotonic()
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Nickar").click()
    expect(page.locator("[data-just]")).to_contain_text("Nickar, sparat 0.0")
    page.get_by_role("button", name="Pausa").click()
    paused = time.monotonic()
    page.wait_for_timeout(2000)
    begun += time.monotonic() - paused
    page.get_by_role("button", name="Fortsätt spela in").click()
    page.get_by_role("link", name="Nästa fråga").click()
    expect(page.get_by_text("fråga 5 av 15")).to_be_visible()
    page.wait_for_timeout(1500)
    recorded = time.monotonic() - begun  # without the pause, however busy the machine is
    finish(page)
    assert seconds_of_only_recording(site) == pytest.approx(recorded, abs=1.2)
    marks = in_app_of(
        site.settings, lambda: [(one.kind, one.at_ms) for one in db.session.scalars(select(Mark).order_by(Mark.at_ms))]
    )
    assert [kind for kind, _at in marks] == ["asked", "nods", "asked"], (
        "the question on the screen is noted, and the next"
    )
    assert marks[0][1] < 1000 < marks[1][1] < marks[2][1] < 6000
    assert page.evaluate("document.querySelector('audio').play().then(() => true)")


def test_the_server_is_killed_in_the_middle(site: Site, open_browser: Opener) -> None:
    page = record(open_browser(), site)
    page.wait_for_timeout(2500)
    site.kill()
    expect(page.locator("[data-said]")).to_contain_text("Ingen kontakt med servern", timeout=15_000)
    page.wait_for_timeout(1500)
    assert waiting(page) > 0
    site.start()
    page.wait_for_timeout(2000)
    began = page.evaluate("Number(document.querySelector('[data-clock]').textContent.split('.')[1])")
    finish(page)
    assert seconds_of_only_recording(site) >= began - 1


def test_three_seconds_without_a_net(site: Site, open_browser: Opener) -> None:
    context = open_browser()
    page = record(context, site)
    page.wait_for_timeout(1500)
    context.set_offline(True)
    expect(page.locator("[data-said]")).to_contain_text("Ingen kontakt med servern", timeout=10_000)
    page.get_by_role("link", name="Nästa fråga").click()
    expect(page.get_by_text("fråga 5 av 15")).to_be_visible()
    page.wait_for_timeout(1500)
    context.set_offline(False)
    page.wait_for_timeout(1500)
    finish(page)
    assert seconds_of_only_recording(site) > 4


def test_the_session_ends_while_recording(site: Site, open_browser: Opener) -> None:
    context = open_browser()
    page = record(context, site)
    page.wait_for_timeout(1500)
    context.clear_cookies()
    expect(page.locator("[data-said]")).to_contain_text("Du har blivit utloggad", timeout=10_000)
    with context.expect_page() as opening:
        page.get_by_role("link", name="Logga in i en annan flik").click()
    door = opening.value
    door.get_by_label("Användarnamn").fill(site.username)
    door.locator("input[name=password]").fill(site.password)
    door.get_by_role("button", name="Logga in").click()
    door.wait_for_url(lambda url: "sign-in" not in url)
    expect(page.locator("[data-matter='sending']")).to_have_count(0, timeout=15_000)
    finish(page)
    assert seconds_of_only_recording(site) > 2


def test_the_browser_is_killed_without_a_net_and_the_profile_opened_again(
    site: Site, open_browser: Opener, tmp_path: Path
) -> None:
    context = open_browser()
    sent = chunks(site)
    page = record(context, site)
    wait_until(lambda: chunks(site) > sent, "nothing of the recording has come")
    site.kill()
    page.wait_for_timeout(3000)
    held = waiting(page)
    assert held >= 2
    plain = [path for path in (tmp_path / "profile").rglob("*") if path.is_file() and b"OpusHead" in path.read_bytes()]
    assert plain == []  # what waits in the browser is sealed
    kill_browser(page)
    site.start()
    before = chunks(site)
    again = open_browser().new_page()
    again.goto(f"{site.url}/recording")
    expect(again.locator("[data-said]").first).to_contain_text("skickat", timeout=20_000)
    assert chunks(site) >= before + held - 1
    again.get_by_role("button", name="Spara det som finns").click()
    expect(again.locator(".recording").last).to_contain_text("Inspelningen bröts av. Det som fanns är sparat")
    assert seconds_of_only_recording(site) >= 3


def kill_browser(page: Page) -> None:
    """As a power cut would: the whole browser is gone before it can say anything."""
    session = page.context.new_cdp_session(page)
    with suppress(Error):
        session.send("Browser.crash")


def test_a_file_in_chunks_goes_on_where_it_stopped(site: Site, open_browser: Opener, tmp_path: Path) -> None:
    path = tmp_path / "samtal.wav"
    path.write_bytes(sound("wav", seconds=60.0))
    page = open_browser().new_page()
    page.goto(f"{site.url}/recording", wait_until="networkidle")
    page.get_by_label("Inspelningen").set_input_files(path)
    page.route("**/chunks/3", lambda route: route.abort())
    page.get_by_role("button", name="Skicka inspelningen").click()
    expect(page.locator("form.upload [data-said]")).to_contain_text("Ingen kontakt", timeout=30_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload(wait_until="networkidle")  # or the plain form is quicker than its script, and sends the whole file
    sent: list[str] = []
    page.unroute("**/chunks/3")
    page.on(
        "request", lambda request: sent.append(request.url.rsplit("/", 1)[1]) if "/chunks/" in request.url else None
    )
    page.get_by_label("Inspelningen").set_input_files(path)
    page.get_by_role("button", name="Skicka inspelningen").click()
    expect(page.locator(".recording").last).to_contain_text("Inspelningen är sparad: 1 minut.", timeout=30_000)
    assert sent == ["3", "4", "5"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tom.webm", b"", "Filen är tom"),
        ("text.webm", b"Detta \xc3\xa4r text. " * 50, "ingen inspelning som vi kan läsa"),
    ],
)
def test_a_wrong_file_is_said_beside_the_field(
    site: Site, open_browser: Opener, name: str, content: bytes, words: str
) -> None:
    page = open_browser().new_page()
    page.goto(f"{site.url}/recording", wait_until="networkidle")
    page.get_by_label("Inspelningen").set_input_files({"name": name, "mimeType": "audio/webm", "buffer": content})
    page.get_by_role("button", name="Skicka inspelningen").click()
    expect(page.locator("form.upload [data-said]")).to_contain_text(words)
