"""A worker signs in by the municipality's account in a real browser, at a certified provider, and out of both."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.inspection import axe
from tests.journeys.site import Site
from tests.packages import NoMeansError, in_ci
from tests.provider import CLIENT, SECRET, RealProvider

INSIDE = re.compile(r"^(?!.*sign-in)(?!.*/auth)http://localhost")

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, RealProvider]]:
    """An installation whose people have accounts at a provider."""
    site = Site(tmp_path_factory.mktemp("joined"))
    home = f"http://localhost:{site.port}"
    try:
        provider = RealProvider(tells=f"{home}/sign-in/municipality/logout", home=home)
    except NoMeansError as problem:
        pytest.fail(str(problem)) if in_ci() else pytest.skip(str(problem))
    provider.know("sara", site.username)
    provider.know("nils", "nils.ny")
    said = {"ISSUER": provider.issuer, "CLIENT_ID": CLIENT, "CLIENT_SECRET": SECRET}
    site.environment |= {"BR_ADDRESS": home, **{f"BR_OIDC_{name}": value for name, value in said.items()}}
    try:
        site.start()
        yield site, provider
    finally:
        site.kill()
        provider.stop()


@pytest.fixture
def page(browser: Browser, joined: tuple[Site, RealProvider]) -> Iterator[Page]:
    context = browser.new_context(locale="sv-SE", base_url=f"http://localhost:{joined[0].port}")
    yield context.new_page()
    context.close()


def to_the_provider(page: Page, account: str) -> None:
    page.goto("/sign-in")
    axe(page)
    page.get_by_role("link", name="Logga in med kommunens konto").click()
    page.locator("input[name=login]").fill(account)
    page.locator("input[name=password]").fill("x")
    page.locator("button[type=submit]").click()


def test_in_and_out_by_the_municipality_s_account(page: Page, joined: tuple[Site, RealProvider]) -> None:
    to_the_provider(page, "sara")
    page.wait_for_url(INSIDE)  # the page in between goes on by itself
    page.locator("details.menu summary").last.click()
    page.get_by_role("button", name="Logga ut", exact=True).click()
    expect(page.get_by_text("Du är utloggad här.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Logga ut där också").click()
    page.get_by_role("button", name="Yes, sign me out").click()
    page.wait_for_url("**/sign-in")


def test_what_is_done_at_the_provider_is_heard_here(page: Page, joined: tuple[Site, RealProvider]) -> None:
    to_the_provider(page, "sara")
    page.wait_for_url(INSIDE)
    page.goto("/account")
    page.goto("/sign-out/municipality")
    page.get_by_role("button", name="Yes, sign me out").click()
    page.goto("/account")
    expect(page.get_by_role("heading", name="Logga in")).to_be_visible()


def test_whoever_is_not_here_is_told_what_to_do(page: Page, tmp_path: Path) -> None:
    to_the_provider(page, "nils")
    expect(page.get_by_role("heading", name="Ingen loggades in")).to_be_visible()
    expect(page.get_by_text("ingen har lagt till dig")).to_be_visible()
    axe(page)
