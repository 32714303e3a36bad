"""What is said in several places is the same everywhere: content, pages and documents, in both languages.

A fact that is a number is taken from the program, or from the one file that owns it, and every sentence that names it
is held against that. A sentence that a fact knows and that stands nowhere any more fails too: then the fact is dead.
"""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from interview_guides.content import Content
from interview_guides.help_pages import HoursPart
from interview_guides.letters import Audience
from interview_guides.loader import load
from toolkit import language
from toolkit.config import ROOT
from toolkit.disposal import withdrawal
from toolkit.interviews.forms import BookingForm
from toolkit.interviews.models import Booking
from toolkit.letters.facts import MINUTES
from toolkit.people import passwords, signin
from toolkit.people.models import Unit
from transcription.editor.reflection import figures
from transcription.exchange.bytes_reading import LARGEST

LANGUAGES = ("sv", "en")
NUMBERS = {
    "sv": ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
}
SWEDISH, ENGLISH = load(language="sv"), load(language="en")

# What is counted, how many there are, and how it is said: in Swedish and in English. A group is the number.
FACTS = {
    "minutes of a meeting": (
        MINUTES, r"[Rr]äkna med (\d+) minuter|halvtimme till (\w+) minuter|Vi har (\w+) minuter",
        r"[PC](?:lan for|ount on) (\d+) minutes|half an hour to (\w+) minutes|We have (\w+) minutes",
    ),
    "questions to the child": (
        len(SWEDISH.child_survey.questions), r"(\w+) (?:korta )?frågor om (?:hur det var|intervjun)",
        r"(\w+) (?:short )?questions about (?:what it was|how it was|how it went|the interview)",
    ),
    "questions to the interviewer": (
        sum(not field.with_interpreter for field in SWEDISH.interviewer_survey.fields),
        r"(\w+) korta frågor, tre minuter\. Resten", r"(\w+) short questions, three minutes\. The program",
    ),
    "minutes of the interviewer's survey": (
        3, r"frågor, (\w+) minuter\. Resten|(\w+) minuter, räknas ihop",
        r"questions, (\w+) minutes\. The program|(\w+) minutes, counted together",
    ),
    "themes to begin with": (len(SWEDISH.codebook.themes), r"(\d+) teman i tre", r"(\d+) themes in three"),
    "question areas": (len(SWEDISH.question_areas), r"teman i (\w+)\s+frågeområden", r"themes in (\w+) question areas"),
    "steps of an interview": (len(SWEDISH.steps), r"visar (\w+) steg", r"shows (\w+)\s+steps"),
    "columns of the board": (
        len(SWEDISH.report.columns), r"(\w+) kolumner", r"(\w+) columns",
    ),
    "headings of the report": (len(SWEDISH.report.sections), r"med (\w+) rubriker", r"with (\w+) headings"),
    "days of a one-time code": (
        signin.CODE_LIFETIME.days, r"(?:inom|i|och i) (\w+) dagar", r"(?:within|for) (\w+) days",
    ),
    "letters of a password": (passwords.SHORTEST, r"[Mm]inst (\d+) tecken", r"[Aa]t least (\d+) characters"),
    "hours of a seminar": (
        SWEDISH.seminar_guide.minutes // 60, r"(\w+) timmar, med paus|Boka (\w+) timmar",
        r"(\w+) hours, with a break|Book (\w+) hours",
    ),
    "people behind a sum of hours": (
        Unit.__table__.c.small_group.default.arg, r"när minst (\w+) har lagt tid", r"only when at least (\w+)\s+have",
    ),
    "seconds of a silence": (figures.SILENCE_MS // 1000, r"(\w+) sekunder eller mer", r"(\w+) seconds or more"),
    "MB of a text from elsewhere": (
        LARGEST >> 20, r"Whisper-program[.,] [Hh]ögst (\d+) MB", r"Whisper programs?[.,] [Aa]t most (\d+) MB",
    ),
    "years from which a child decides alone": (
        Unit.__table__.c.consent_alone_from_age.default.arg, r"Från (\d+) år bestämmer",
        r"From (\d+),? the (?:child|young person)",
    ),
}  # fmt: skip

# One word for one person or thing. What is not said, and what is said instead.
NOT_SAID = {
    "sv": {
        r"administratör": "systemansvarig", r"\bvuxenintervjuare": "intervjuare", r"samtalsledare": "seminarieledare",
        r"transkribera": "skriva ut", r"anonymisera": "avidentifiera",
    },
    "en": {r"\banonymi[sz]e": "de-identify", r"\bcaretaker": "guardian", r"\bseminar leader": "facilitator"},
}  # fmt: skip


@cache
def texts(language: str) -> tuple[tuple[str, str], ...]:
    """Everything that is said in a language: (where, the text on one line)."""
    return tuple((name, " ".join(text.split())) for name, text in _texts(language))


def _texts(language: str) -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "interview_guides" / language).glob("*.yaml")):
        yield f"{language}/{path.name}", path.read_text("utf-8")
    for path in sorted((ROOT / "docs" / language).glob("*.md")):
        yield f"docs/{language}/{path.name}", re.sub(r"[*`]", "", path.read_text("utf-8"))
    wanted = "msgstr" if language == "sv" else "msgid"
    for path in sorted((ROOT / "templates" / "translations" / "sv").glob("*.po")):
        entries = path.read_text("utf-8").split("\n\n")
        said = (re.search(rf'^{wanted}(?:_plural|\[\d\])? ((?:"[^\n]*"\n?)+)', each, re.MULTILINE) for each in entries)
        yield path.name, "\n".join(re.sub(r'"\n"|"\n|^"|"$', "", each[1]) for each in said if each)


def number(word: str, language: str) -> int | None:
    words = [*NUMBERS[language]]
    small = word.lower()
    tens = {"fyrtio": 40, "forty": 40}
    if small.isdecimal():
        return int(small)
    return words.index(small) if small in words else tens.get(small)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", FACTS)
def test_a_number_is_the_same_wherever_it_is_said(fact: str, language: str) -> None:
    right, *patterns = FACTS[fact]
    said = [
        (where, found[0], number(next(filter(None, found.groups())), language))
        for where, text in texts(language)
        for found in re.finditer(patterns[LANGUAGES.index(language)], text)
    ]
    assert [each for each in said if each[2] is not None], f"nobody says how many {fact} there are: a dead fact"
    assert not [each for each in said if each[2] not in {None, right}], f"it is {right}: {fact}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_word_for_one_thing(language: str) -> None:
    for wrong, right in NOT_SAID[language].items():
        said = [
            (where, found[0]) for where, text in texts(language) for found in re.finditer(wrong, text, re.IGNORECASE)
        ]
        assert not said, f"say {right}"


def test_a_booking_begins_with_the_minutes_of_the_letter() -> None:
    assert Booking.__table__.c.minutes.default.arg == MINUTES
    assert BookingForm.minutes.kwargs["default"] == MINUTES


@pytest.mark.parametrize(("language", "page"), [("sv", "socialsekreterare"), ("en", "social-workers")])
def test_the_documents_and_the_steps_tell_the_same_time(language: str, page: str) -> None:
    table = (ROOT / "docs" / language / f"{page}.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", table, re.MULTILINE)
    times = dict(rows)
    steps = load(language=language).steps
    told = [(step.title, step.time) for step in steps]
    matched = [(title, times[name]) for title, _ in told for name in times if title.startswith(name)]
    assert len(matched) == len(steps)
    assert matched == told


@pytest.mark.parametrize("content", [SWEDISH, ENGLISH], ids=LANGUAGES)
def test_only_the_interviewer_is_said_to_hear_the_recording(content: Content) -> None:
    """Whoever says who listens says the same: to a child «I», to everybody else «the interviewer»."""
    only = {
        "sv": r"[Bb]ara (\w+) (?:lyssnar|hör|kan höra)",
        "en": r"[Oo]nly (\w+|the interviewer) (?:listens?|hears?|can hear)",
    }
    who = {"sv": {"jag", "du", "intervjuaren"}, "en": {"i", "you", "the interviewer"}}
    found = {each.lower() for _, text in texts(content.language) for each in re.findall(only[content.language], text)}
    assert found
    assert found <= who[content.language]
    for letter in content.letters:
        recording = next(part.text for part in letter.sections if part.id == "recording")
        assert re.search(only[content.language], recording), letter.id


@pytest.mark.parametrize("content", [SWEDISH, ENGLISH], ids=LANGUAGES)
def test_no_letter_promises_what_a_unit_decides(content: Content) -> None:
    """How many guardians sign, from which age a child decides alone and how many months a recording is kept."""
    ages = r"\b1[0-9] (?:år|years)|\b(?:is|turned) 1[0-9]\b|fyllt 1[0-9]"
    months = r"\d+ (?:månader|months)|(?:tre|sex|tolv|three|six|twelve) (?:månader|months)"
    both = r"svar från båda|answer from both|båda måste|both (?:of you )?(?:have to|must)"
    for letter in content.letters:
        for key, text in letter.texts():
            said = re.sub(r"”[^”]*”|“[^”]*”|\[\[[^\]]*\{[^\]]*\]\]", "", text)  # a quote, or a choice by the unit
            assert not re.search(f"{months}|{both}", said), (letter.id, key)
            assert letter.audience is Audience.CHILD or not re.search(ages, said), (letter.id, key)


@pytest.mark.parametrize("content", [SWEDISH, ENGLISH], ids=LANGUAGES)
def test_an_interpreter_takes_twice_the_time_everywhere(content: Content) -> None:
    double = {"sv": "dubbl", "en": "doubl|twice"}[content.language]
    told = {
        "step": content.step("book").what,
        "guide": " ".join(next(one for one in content.interviewing.variants if one.id == "interpreter").guidance),
    }
    assert all(re.search(double, text, re.IGNORECASE) for text in told.values()), told


@pytest.mark.parametrize("content", [SWEDISH, ENGLISH], ids=LANGUAGES)
def test_what_is_kept_of_a_worry_is_the_same_everywhere(content: Content) -> None:
    kept = {"sv": ("bara datum och", "lämnade över"), "en": ("only the date and", "handed it over")}[content.language]
    worry = next(part for part in content.complaints.parts if part.id == "worry")
    assert all(words in worry.text for words in kept)
    assert re.search({"sv": "datum", "en": "date"}[content.language], content.worry_routine.stored)


@pytest.mark.parametrize("content", [SWEDISH, ENGLISH], ids=LANGUAGES)
def test_the_hours_of_the_year_are_those_of_the_steps_and_of_the_seminar(content: Content) -> None:
    usual = {figure.id: figure.minutes for figure in content.year_hours.figures}
    hour = {"sv": "ungefär 1 timme", "en": "about 1 hour"}[content.language]
    assert content.step("prepare").time == content.step("correct").time == hour
    assert usual[HoursPart.PREPARE] == usual[HoursPart.CORRECT] == 60
    assert usual[HoursPart.TALK] == MINUTES
    assert content.step("deidentify").time.startswith(f"{usual[HoursPart.DEIDENTIFY]} ")
    last = [int(content.step(step).time.split()[0]) for step in ("hand_over", "reflect")]
    assert usual[HoursPart.REFLECT] == sum(last)
    assert usual[HoursPart.SEMINAR] == content.seminar_guide.minutes
    assert 6 <= sum(usual.values()) / 60 <= 9, "the unit leader's page says about one working day"


# What the help calls a button is what stands on it. (in the help, on the button)
BUTTONS = {
    "sv": ("Oro framkom", "Fortsätt spela in", "Ta in en färdig text", "Inspelningen", "Min intervju"),
    "en": ("A worry came up", "Go on recording", "Use a text that is already written", "The recording", "My interview"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_is_called_what_stands_on_it(language: str) -> None:
    pages = dict(texts(language))
    catalogue = "\n".join(path.read_text("utf-8") for path in (ROOT / "templates" / "translations" / "sv").glob("*.po"))
    keyword = "msgstr" if language == "sv" else "msgid"
    names = ("complaints", "local_support", "refreshers")
    taught = " ".join(text for name, text in pages.items() if any(f"/{each}.yaml" in name for each in names))
    for button in BUTTONS[language]:
        assert button in taught, f"the help no longer names {button}"
        assert f'{keyword} "{button}"' in catalogue, f"no button is called {button}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_a_withdrawal_does_not_reach_is_said_alike_everywhere(code: str) -> None:
    """The page, the letters that tell of it, and the documents for the facilitator and the data protection officer."""
    said = withdrawal.AFTER_RELEASE
    if code == "sv":
        said = str(language.read_catalogue("sv")[said].string)
    first = said.partition(". ")[0]
    letters = {letter.id: text for letter in load(language=code).letters for _, text in letter.texts() if first in text}
    assert set(letters) == {"letter_child_13_18", "letter_guardian"}
    names = {"sv": ("seminarieledare", "dataskyddsombud"), "en": ("facilitators", "data-protection-officers")}
    for name in names[code]:
        text = " ".join((ROOT / "docs" / code / f"{name}.md").read_text(encoding="utf-8").split())
        assert said in text, name
