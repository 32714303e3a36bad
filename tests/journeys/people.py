"""The people of the journey at their browsers. A method is what one of them does; its name says it as they would."""

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests import factories as make
from tests.browser import modules_are_ready
from tests.inspection import OF_THE_LOOK, axe, inspect_page
from tests.journeys.installation import Installation
from toolkit import clock

PATIENCE_MS = 20_000
DRAFT_MS = 180_000


def finish_correcting(page: Page) -> None:
    """Say that the text is corrected, also where the page asks about uncertain places first."""
    page.get_by_role("button", name="Klar med rättningen").click()
    page.wait_for_url(re.compile("/(words|corrected)$"))
    if page.url.endswith("/corrected"):
        page.get_by_role("button", name="Texten stämmer som den är").click()
        page.wait_for_url("**/words")


class Somebody:
    """Whoever has signed in, in a browser of their own, in Swedish. An error in a page's script fails the test."""

    def __init__(
        self, browser: Browser, installation: Installation, username: str, *, password: str = make.PASSWORD
    ) -> None:
        self.root = installation.root
        self.context: BrowserContext = browser.new_context(
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            viewport={"width": 1280, "height": 900},
            accept_downloads=True,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{self.root}/sign-in")
        self.write(Användarnamn=username, Lösenord=password)
        self.press("Logga in")
        expect(self.page).not_to_have_url(re.compile("sign-in"))

    def open(self, door: str) -> None:
        """Follow a word in the top bar."""
        menu = self.page.get_by_role("navigation", name="Huvudmeny")
        link = menu.get_by_role("link", name=door, exact=True)
        if not link.is_visible():  # it stands under a word of its group
            menu.locator("details", has=self.page.locator("a", has_text=door)).locator("summary").click()
        link.click()

    def follow(self, words: str) -> None:
        """Follow a link on the page."""
        self.page.locator("main").get_by_role("link", name=words).first.click()

    def press(self, words: str, *, within: Locator | None = None) -> None:
        """Press a button."""
        (within or self.page).get_by_role("button", name=words, exact=True).first.click()

    def write(self, **fields: str) -> None:
        """Write in fields by their labels; an underscore stands for a space."""
        for label, text in fields.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).first.fill(text)

    def looks_at(self) -> None:
        """Let axe and the inspector of pages look at what is open."""
        answer = self.page.request.get(self.page.url)
        assert answer.status == 200, self.page.url
        inspect_page(answer.text(), answer.headers)
        axe(self.page, leave_out=OF_THE_LOOK)

    def sees(self, words: str | re.Pattern[str]) -> None:
        """Read something on the page."""
        expect(self.page.locator("main")).to_contain_text(words)

    def does_not_see(self, words: str) -> None:
        """Not find something on the page."""
        expect(self.page.locator("main")).not_to_contain_text(words)


class Facilitator(Somebody):
    """Plans, draws, codes, writes, exports."""

    def plans_the_year(self) -> None:
        """Take the year wheel's days, every team, every worker."""
        self.open("Omgången")
        self.follow("Planera den första omgången")
        self.press("Planera omgången")
        self.sees("Omgången är planerad")

    def reads_in_children(self, rows: str, *, encoding: str) -> None:
        """Send a spreadsheet's list."""
        self.follow("Lägg till barn")
        self.follow("Läs in en lista")
        file = {"name": "barn.csv", "mimeType": "text/csv", "buffer": rows.encode(encoding)}
        self.page.get_by_label("Fil", exact=True).set_input_files(file)  # type: ignore[arg-type]  # a file in memory
        self.press("Läs in listan")

    def keeps_the_children(self, many: int) -> None:
        """Say yes to what was read."""
        self.press(f"Lägg till {many} barn")
        self.sees(f"{many} barn")

    def writes_in_a_child(self, code: str, *, age: int, handler: str) -> None:
        """By hand, one at a time."""
        self.follow("Skriv in ett barn")
        self.write(Kod=code, Ålder=str(age))
        self.page.get_by_label("Pojke").check()
        self.page.locator("[name='handlers-0-person_id']").select_option(label=handler)
        self.press("Sätt barnet på listan")
        self.sees("Barnet står på listan")

    def draws(self) -> None:
        """Let the lot decide."""
        self.open("Omgången")
        self.follow("Urvalet")
        self.page.get_by_role("button", name=re.compile(r"^Lotta \d+ barn$")).click()
        self.sees("Alla som intervjuar har ett barn att träffa")

    def chooses_themes(self, *names: str) -> None:
        """From the starting codebook."""
        self.open("Seminarium")
        self.follow("Välj teman")
        for name in names:
            self.page.get_by_role("checkbox", name=re.compile(f"^{name}")).check()
        self.press("Ta med de här temana")

    def marks(self, words: str, *, theme: str) -> None:
        """Mark a child's line and choose a theme in the bar that comes."""
        self.open("Seminarium")
        self.page.locator("main").get_by_role("link", name=re.compile("Intervju 1 av")).first.click()
        self.page.locator("[data-segment]", has_text=words).click(click_count=3)
        bar = self.page.locator("[data-selection-bar]")
        expect(bar).to_contain_text(f"{len(words.split())} ord markerade")
        bar.get_by_role("option", name=theme).click()
        expect(self.page.locator("mark", has_text=words)).to_be_visible()

    def fills_the_board(self, *, voice: str, proposal: str) -> None:
        """Beside the children's voices: the social workers' own, and what to change."""
        self.follow("Visa tavlan")
        for opens, words in (("Skriv vad ni ser", voice), ("Skriv ett förslag", proposal)):
            modules_are_ready(self.page)  # before that the link leads to a page, where the button has another name
            self.follow(opens)
            self.page.locator("main textarea").fill(words)
            self.press("Spara")
            expect(self.page.locator("#rows")).to_contain_text(words)

    def exports_the_report(self, to: Path) -> Path:
        """Download the Word file."""
        self.page.goto(f"{self.root}/report")  # from the wall, which has no bar on top
        with self.page.expect_download() as coming:
            self.page.locator("main a[href$='.docx']").first.click()
        file = to / coming.value.suggested_filename
        coming.value.save_as(file)
        return file


class Worker(Somebody):
    """Goes through the steps of the own interview."""

    def prepares(self) -> None:
        """Read the guide."""
        self.follow("Läs guiden")
        self.press("Jag har läst guiden")

    def writes_in_names(self, *, child: str, guardian: str) -> None:
        """Where to reach the family, for the own eyes."""
        self.follow("Skriv in uppgifter")
        self.page.locator("[name=child_name]").fill(child)
        self.page.locator("[name=guardian_names]").fill(guardian)
        self.press("Spara uppgifterna")
        self.open("Min intervju")

    def asks(self) -> None:
        """A letter goes out; first the guardian, then the child says yes."""
        self.follow("Skriv in ett svar eller en kontakt")
        tries = self.page.locator("form").filter(has=self.page.get_by_role("button", name="Skriv in kontakten"))
        tries.get_by_label("Vårdnadshavaren", exact=True).check()
        self.press("Skriv in kontakten", within=tries)
        for who in ("Vårdnadshavaren", "Barnet"):
            answers = self.page.locator("form").filter(has=self.page.get_by_role("button", name="Skriv in svaret"))
            answers.get_by_label(who, exact=True).check()
            answers.get_by_label("Ja, också till inspelning").check()
            self.press("Skriv in svaret", within=answers)
            self.sees("Svaret är inskrivet")
            if who != "Barnet":
                self.follow("Skriv in ett svar eller en kontakt")

    def books(self) -> None:
        """Today at three, at the office: the child chose it."""
        self.page.locator("main").get_by_role("link", name=re.compile("Boka")).first.click()
        self.page.locator("[name=day]").fill(clock.today().isoformat())
        self.page.locator("[name=at]").fill("15:00")
        self.page.get_by_label("På kontoret").check()
        self.press("Boka tiden")
        self.sees("Tiden är bokad")

    def hands_in(self, recording: Path) -> None:
        """Send a file to the vault."""
        self.page.locator("main a[href$='/recording']").first.click()
        self.page.locator("input[type=file]").set_input_files(recording)
        self.press("Skicka inspelningen")
        expect(self.page.locator(".recording").last).to_contain_text("Inspelningen är sparad", timeout=DRAFT_MS)

    def waits_for_the_draft(self) -> None:
        """Watch the text come."""
        self.open("Min intervju")
        self.page.locator("main a[href*='/transcript']").first.click()
        expect(self.page.get_by_role("heading", name="Utkastet är klart")).to_be_visible(timeout=DRAFT_MS)
        self.sees("övningsmodellen")
        self.follow("Lyssna och rätta")

    def hears(self, words: str) -> float:
        """Play from a line; where the sound is then, in seconds."""
        line = self.page.locator(".segment", has_text=words).first
        line.locator("[data-play]").click()
        self.page.wait_for_function("(document.querySelector('audio')?.currentTime ?? 0) > 0.1")
        return float(self.page.evaluate("document.querySelector('audio').currentTime"))

    def corrects(self, wrong: str, *, to: str) -> None:
        """Write what the child said; it is saved when the next line is opened."""
        line = self.page.locator(".segment", has_text=wrong).first
        line.locator(".segment__open").focus()
        self.page.keyboard.press("Enter")
        with self.page.expect_response(re.compile("/segments/")) as saved:
            line.locator("textarea").fill(to)
            self.page.keyboard.press("Escape")
        assert saved.value.ok

    def replaces_names(self, *names: str) -> None:
        """Go through what was suggested."""
        finish_correcting(self.page)
        for name in names:
            self.page.get_by_role("button", name=re.compile(rf"Byt\s*: {name}")).click()
        expect(self.page.locator("button[value=replace]")).to_have_count(0)
        self.press("Jag har läst allt")

    def hands_over(self) -> None:
        """Read once more, tick, give it to the seminar."""
        self.page.locator("[name=has_read]").check()
        self.press("Lämna över")
        self.sees("Texten är överlämnad")

    def reflects(self, text: str) -> None:
        """A few lines for nobody else."""
        self.open("Min intervju")
        self.page.locator("main a[href$='/reflection']").first.click()
        self.page.locator("textarea").first.fill(text)
        self.press("Spara min reflektion")


class Leader(Somebody):
    """Decides, and says how it goes."""

    def decides(self, proposal: str, *, responsible: str) -> None:
        """Make a proposal a promise, with somebody responsible and a day."""
        self.open("Förslag")
        self.sees(proposal)
        self.page.locator("main .rows a[href*='/proposals/']").first.click()
        self.page.locator("[name=responsible]").fill(responsible)
        self.page.locator("[name=due]").fill((clock.today() + timedelta(days=60)).isoformat())
        self.page.get_by_label("Ja", exact=True).check()
        self.press("Spara beslutet")

    def reports(self, proposal: str, *, state: str, note: str) -> None:
        """Say how it goes with a promise."""
        self.open("Åtgärder")
        self.sees(proposal)
        self.page.get_by_role("link", name=proposal).first.click()
        self.page.locator("main a[href$='/report']").first.click()
        self.page.get_by_label(state, exact=True).check()
        self.page.locator("[name=note]").fill(note)
        self.page.locator("main form .button").first.click()
        self.sees(note)


def all_errors(people: Sequence[Somebody]) -> list[str]:
    """What went wrong in anybody's scripts."""
    return [error for person in people for error in person.errors]
