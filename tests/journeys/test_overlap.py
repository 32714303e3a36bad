"""Two years overlap, in the practice unit: this year's interview is due while next year's children are drawn already.

Walked by the worker, the facilitator, the unit leader and the administrator. Nobody loses a year from sight.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from tests.journeys.installation import Installation
from tests.journeys.people import Facilitator, Leader, Somebody, Worker, all_errors
from tests.seminar.demo import town
from toolkit import clock, starting
from toolkit.cycles import planning
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.people import directory
from toolkit.people.models import Person
from transcription.transcripts.models import DeidentifiedTranscript

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

PASSWORD = starting.PRACTICE_PASSWORD


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The practice unit; the worker process runs where a test starts it."""
    made = Installation(tmp_path_factory.mktemp("overlap"), hire=town.tell)
    try:
        made.start("web")
        yield made
    finally:
        made.kill()


@pytest.fixture(scope="module")
def names(installation: Installation) -> tuple[str, str, str]:
    """What the cycles are called: the next, this year's, and last year's."""

    def look() -> tuple[str, str, str]:
        karin = db.session.scalars(select(Person).where(Person.username == "karin")).one()
        coming, current, before = (each.name for each in planning.list_cycles(directory.as_actor(karin)))
        return coming, current, before

    return installation.in_app(look)


def test_the_worker_has_both_interviews_and_stays_with_each_child(
    installation: Installation, browser: Browser, names: tuple[str, str, str]
) -> None:
    coming, current, _before = names
    sara = Worker(browser, installation, "sara", password=PASSWORD)
    sara.looks_at()
    unfinished = sara.page.locator("section.own-interview")
    expect(unfinished).to_have_count(2)
    expect(unfinished.nth(0)).to_contain_text(current)
    expect(unfinished.nth(1)).to_contain_text(coming)
    expect(unfinished.nth(0)).to_contain_text("Klart senast")
    unfinished.nth(1).get_by_role("link").first.click()
    _prepare(sara, coming)
    sara.open("Min intervju")
    unfinished.nth(0).get_by_role("link").first.click()
    _write_in_the_childs_yes(sara, current)
    assert sara.errors == []


def _prepare(sara: Worker, year: str) -> None:
    """Next year's guide is read; the save stays with next year's child."""
    sara.sees(year)
    sara.looks_at()
    here = sara.page.url
    sara.prepares()
    assert sara.page.url.startswith(here)
    sara.sees(year)


def _write_in_the_childs_yes(sara: Worker, year: str) -> None:
    """This year's child says yes; the save stays with this year's child."""
    sara.sees(year)
    sara.looks_at()
    here = sara.page.url
    sara.follow("Skriv in ett svar eller en kontakt")
    sara.looks_at()
    answers = sara.page.locator("form").filter(has=sara.page.get_by_role("button", name="Skriv in svaret"))
    answers.get_by_label("Barnet", exact=True).check()
    answers.get_by_label("Ja, också till inspelning").check()
    sara.press("Skriv in svaret", within=answers)
    sara.sees("Svaret är inskrivet")
    assert sara.page.url.startswith(here)
    sara.sees(year)


def test_the_facilitator_sees_the_years_side_by_side_and_leads_this_one(
    installation: Installation, browser: Browser, names: tuple[str, str, str]
) -> None:
    coming, current, before = names
    karin = Facilitator(browser, installation, "karin", password=PASSWORD)
    karin.open("Omgången")
    karin.looks_at()
    for year in (coming, current):
        karin.sees(year)
    karin.open("Seminarium")
    karin.sees(current)
    karin.sees("2 intervjuer är överlämnade")
    karin.looks_at()
    _turn_to(karin, before)
    karin.sees("Rapporten för den här omgången är klar")
    karin.looks_at()
    karin.page.goto(f"{installation.root}/cycles/")
    karin.looks_at()
    karin.follow(coming)
    karin.follow("Planen")
    karin.sees("Blev omgången fel?")
    karin.looks_at()
    assert karin.errors == []


def _turn_to(somebody: Somebody, year: str) -> None:
    """Choose another year in the top bar; the room stays."""
    switch = somebody.page.locator("details.cycles")
    switch.locator("summary").click()
    switch.get_by_role("link", name=year, exact=True).click()
    somebody.sees(year)


def test_the_leader_decides_what_was_put_off_and_follows_up_last_year(
    installation: Installation, browser: Browser, names: tuple[str, str, str]
) -> None:
    _coming, _current, before = names
    eva = Leader(browser, installation, "eva", password=PASSWORD)
    assert eva.page.url == f"{installation.root}/waiting"
    eva.looks_at()
    eva.sees("2 förslag väntar på beslut")
    for said in ("av 5 barn", "Så förstår socialarbetarna det", before):
        eva.sees(said)
    eva.follow("Läs och besluta")
    eva.sees("Det barnen har berättat")
    eva.looks_at()
    eva.page.locator("[name=responsible]").fill("Team Mottag")
    eva.page.locator("[name=due]").fill((clock.today() + timedelta(days=200)).isoformat())
    eva.page.get_by_label("Ja", exact=True).check()
    eva.press("Spara beslutet")
    eva.open("Väntar på dig")
    eva.sees("1 förslag väntar på beslut")
    eva.page.locator("article.measure", has_text=before).get_by_role("link", name="Skriv hur det går").first.click()
    eva.looks_at()
    eva.page.get_by_label("Pågår", exact=True).check()
    eva.page.locator("[name=note]").fill("Stickprovet görs i veckan.")
    eva.press("Spara hur det går")
    eva.sees("Stickprovet görs i veckan.")
    eva.sees(before)
    eva.looks_at()
    assert eva.errors == []


def test_what_is_done_is_confirmed_and_what_is_open_goes_on_into_the_third_year(
    installation: Installation, browser: Browser, names: tuple[str, str, str]
) -> None:
    """Somebody else has seen one promise in use; the leader says why another is still true in the year that runs."""
    _coming, current, before = names
    karin = Facilitator(browser, installation, "karin", password=PASSWORD)
    karin.page.goto(f"{installation.root}/actions")
    karin.follow("Väntrummet får en skärmad del")
    karin.follow("Säg om det används")
    karin.looks_at()
    karin.page.get_by_label("Ja, det används").check()
    karin.page.locator("[name=note]").fill("Skärmen står där, och lådan är full.")
    karin.press("Spara det du har sett")
    karin.sees("Bekräftat. Det är klart och används.")
    eva = Leader(browser, installation, "eva", password=PASSWORD)
    eva.page.goto(f"{installation.root}/actions")
    eva.sees(f"Omgång {current} har börjat")
    eva.follow("Vid byte kommer den gamla")
    eva.sees("Stämmer det fortfarande?")
    eva.looks_at()
    eva.page.locator("[name=reason]").fill("Vid sjukskrivning saknas ett sätt.")
    eva.press("Ta med till nya året")
    eva.sees("Vid sjukskrivning saknas ett sätt.")
    eva.page.goto(f"{installation.root}/promises")
    for said in (before, "Klart och används"):
        eva.sees(said)
    eva.looks_at()
    assert all_errors([karin, eva]) == []


def test_this_years_report_says_what_became_of_last_years_and_a_child_takes_back_after_it(
    installation: Installation, browser: Browser, names: tuple[str, str, str]
) -> None:
    """Edition 1 by two people, over a year whose promises are followed up; then a withdrawal, and edition 2."""
    _coming, current, before = names
    installation.start("worker")
    karin = Facilitator(browser, installation, "karin", password=PASSWORD)
    eva = Leader(browser, installation, "eva", password=PASSWORD)
    karin.page.goto(f"{installation.root}{_report_of(installation, before)}/editions")
    karin.sees("Utgåva 1")
    here = f"{installation.root}{_report_of(installation, current)}"
    karin.page.goto(f"{here}/editions")
    karin.page.locator("[name=person_id]").select_option(label="Karin Öberg")
    karin.press("Spara")
    karin.looks_at()
    first = _release(karin, eva, here, number=1)
    eva.page.goto(here)
    eva.sees("Stickprovet görs i veckan.")
    eva.sees("Skärmen står där, och lådan är full.")
    karin.page.goto(f"{installation.root}/interviews/{_handed_over_in(installation, current)}/withdrawal")
    karin.sees("utgåva 1 av rapporten")
    karin.sees("kan vi inte ta bort ur den")
    karin.looks_at()
    karin.page.locator("details.confirm summary").first.click()
    karin.press("Ta bort allt")
    karin.page.goto(f"{here}/editions")
    assert _fetched(karin, number=1) == first
    karin.page.locator("details.confirm > summary", has_text="Börja på en ny utgåva").click()
    karin.press("Börja")
    karin.sees("Nytt sedan utgåva 1")
    karin.looks_at()
    assert _release(karin, eva, here, number=2) != first
    assert _fetched(karin, number=1) == first
    eva.looks_at()
    assert all_errors([karin, eva]) == []


def _release(karin: Facilitator, eva: Leader, here: str, *, number: int) -> bytes:
    """The compiler says that it is ready, the leader that she has read it; the Word file as both of them get it."""
    karin.page.goto(f"{here}/editions")
    karin.press("Den är klar")
    karin.page.wait_for_load_state()
    eva.page.goto(f"{here}/editions")
    eva.page.locator("details.confirm > summary", has_text="Jag har läst den: ge ut den").click()
    eva.press("Ge ut den")
    eva.sees(f"Utgåva {number}")
    expect(eva.page.locator(f"#files-{number}:not([data-module]) a").first).to_be_visible(timeout=240_000)
    eva.looks_at()
    karin.page.goto(f"{here}/editions")
    assert _fetched(karin, number=number) == _fetched(eva, number=number)
    return _fetched(eva, number=number)


def _fetched(somebody: Somebody, *, number: int) -> bytes:
    link = somebody.page.locator(f"a[href*='/editions/{number}/annual-report-sv.docx']")
    return somebody.page.request.get(somebody.root + (link.get_attribute("href") or "")).body()


def _report_of(installation: Installation, name: str) -> str:
    look = select(Cycle.id).where(Cycle.name == name)
    return f"/cycles/{installation.in_app(lambda: db.session.scalars(look).one())}/report"


def _handed_over_in(installation: Installation, name: str) -> UUID:
    look = select(DeidentifiedTranscript.assignment_id).join(DeidentifiedTranscript.assignment).join(Assignment.cycle)
    return installation.in_app(lambda: db.session.scalars(look.where(Cycle.name == name)).first()) or UUID(int=0)


def test_the_administrator_takes_away_a_team_that_was_a_mistake(installation: Installation, browser: Browser) -> None:
    admin = Somebody(browser, installation, "admin", password=PASSWORD)
    admin.open("Enheter")
    admin.looks_at()
    admin.follow("Barn och unga")
    admin.sees("2 personer hör dit")
    admin.looks_at()
    admin.page.locator("[name=team-name]").fill("Tim Barn")
    admin.press("Lägg till teamet")
    admin.page.locator("details.confirm", has_text="Ta bort teamet").locator("summary").first.click()
    admin.press("Ta bort teamet")
    admin.sees("Teamet är borttaget")
    admin.open("Logg")
    admin.sees("tog bort ett team")
    admin.looks_at()
    assert admin.errors == []
