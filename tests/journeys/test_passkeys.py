"""A worker makes a passkey in a real browser and signs in with it, without name and password; and sets up an app."""

import re
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.inspection import axe
from tests.journeys.site import Site
from toolkit import clock

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

VIRTUAL = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def worker(browser: Browser, site: Site) -> Iterator[Page]:
    """Whoever has signed in, at the name `localhost`: a browser makes no passkey for an address in figures."""
    context = browser.new_context(locale="sv-SE", base_url=f"http://localhost:{site.port}")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})
    sign_in(page, site)
    yield page
    context.close()


def sign_in(page: Page, site: Site) -> None:
    page.goto("/sign-in")
    page.get_by_label("Användarnamn").fill(site.username)
    page.locator("input[name=password]").fill(site.password)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in?" not in url and not url.endswith("/sign-in"))


def sign_out(page: Page) -> None:
    page.locator("details.menu summary").last.click()
    page.get_by_role("button", name="Logga ut", exact=True).click()
    page.wait_for_url("**/sign-in")


def test_a_passkey_takes_the_place_of_everything_else_and_an_app_stands_beside_it(worker: Page, site: Site) -> None:
    worker.goto("/account/second-factor")
    axe(worker)
    worker.get_by_role("link", name="Lägg till en passnyckel").click()
    axe(worker)
    worker.get_by_label("Vad vill du kalla den?").fill("Min dator")
    worker.get_by_role("button", name="Gör passnyckeln").click()
    expect(worker.get_by_role("heading", name="Dina reservkoder")).to_be_visible()
    expect(worker.locator(".recovery-codes kbd")).to_have_count(10)
    axe(worker)
    worker.get_by_role("link", name="Jag har dem, gå vidare").click()
    expect(worker.get_by_role("link", name="Min dator")).to_be_visible()

    worker.get_by_role("button", name="Ställ in en app").click()
    axe(worker)
    worker.get_by_text("Jag kan inte rikta en kamera hit").click()
    secret = worker.locator("details kbd").inner_text().replace(" ", "")
    worker.get_by_label("Kod", exact=True).fill(pyotp.TOTP(secret).at(clock.now()))
    worker.get_by_role("button", name="Klart, det fungerar").click()
    worker.wait_for_url(re.compile("/account/second-factor$"))
    expect(worker.get_by_text("Inställd")).to_be_visible()

    sign_out(worker)
    worker.get_by_role("button", name="Logga in med passnyckel").click()
    worker.wait_for_url(lambda url: "sign-in" not in url)
    sign_out(worker)

    sign_in(worker, site)
    expect(worker.get_by_role("heading", name="Ett steg till")).to_be_visible()
    axe(worker)
    worker.get_by_role("button", name="Använd din passnyckel").click()
    worker.wait_for_url(lambda url: "sign-in" not in url)
    worker.goto("/account")
    expect(worker.get_by_role("heading", name="Ditt konto")).to_be_visible()
