"""Filling in a letter: never a blank, every choice made, and a value is never read as a template."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_guides import letter_checking
from interview_guides.errors import ContentError
from interview_guides.letters import (
    PLACEHOLDERS,
    SURE,
    Ask,
    Audience,
    Letter,
    LetterSection,
    ReplySlip,
    Understood,
    fill,
    list_odd_placeholders,
    list_unsure,
)
from interview_guides.linting import lix
from interview_guides.loader import load
from interview_guides.reading import Spot

LETTERS = [letter for language in ("sv", "en") for letter in load(language=language).letters]
VALUES = {name: f"<{name}>" for name in PLACEHOLDERS}
HARDEST = {"letter_child_5_8": 16, "letter_child_9_12": 22, "letter_child_13_18": 27, "letter_guardian": 27}
"""LIX (Björnsson 1968): under 25 is very easy, as books for children are; under 30 is easy."""


def a_letter(text: str) -> Letter:
    return Letter(
        id="letter_test",
        version=1,
        title="Hej {unit}",
        audience=Audience.CHILD,
        age_from=5,
        age_to=18,
        greeting="Hej!",
        sections=(LetterSection(id="who", heading="{interviewer}", text=text),),
        closing="Tack",
        signature="{interviewer}",
        slip=ReplySlip(
            heading="Svar",
            lead="Till {interviewer}",
            asks=(Ask(text="Vill du?", answers=("Ja", "Nej")),),
            child="Namn",
            signers=("Underskrift",),
            day="Dag",
        ),
        understood=Understood(heading="Prata", lead="Fråga", questions=("Vem är {interviewer}?",)),
    )


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: f"{letter.id}: {letter.title}")
@pytest.mark.parametrize("known", [set(PLACEHOLDERS), SURE, {*SURE, "date", "phone"}], ids=["all", "sure", "some"])
def test_a_letter_is_whole_whatever_is_known(letter: Letter, known: set[str]) -> None:
    filled = fill(letter, {name: value for name, value in VALUES.items() if name in known})
    said = "\n".join(text for _, text in filled.texts())
    assert not re.search(r"[{}\[\]|_]{2}|[{}|]", re.sub(r"<\w+>", "", said))
    assert not re.search(r"[.,:]\s*[.,:]|\s[.,]| {2}|\(\)", said), said
    assert all(text.strip() for _, text in filled.texts())


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: f"{letter.id}: {letter.title}")
def test_a_letter_is_easy_to_read(letter: Letter) -> None:
    filled = fill(letter, VALUES | {"interviewer": "Sara", "unit": "Barn och unga", "minutes": "40"})
    assert 8 < lix(part.text for part in filled.sections) <= HARDEST[letter.id]
    for part in filled.sections:
        assert lix([part.text]) <= HARDEST[letter.id] + 20, (part.id, part.text)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: f"{letter.id}: {letter.title}")
def test_no_part_of_a_letter_is_one_long_block(letter: Letter) -> None:
    for part in fill(letter, VALUES).sections:
        sentences = re.findall(r"[.!?](?= |$)", part.text)
        assert len(sentences) <= 8, part.id
        assert len(part.text.split()) <= 90, part.id


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("sv", ["är personuppgifter", "<controller>", "göra socialtjänsten bättre", "uppdrag som lagen ger oss",
                "uppgift av allmänt intresse", "veta vad vi har om dig", "rätta fel", "uppgifter borttagna",
                "inte vill att vi använder dem", "<data_protection_officer>", "Integritetsskyddsmyndigheten, IMY",
                "klaga hos oss eller hos Inspektionen för vård och omsorg, IVO"]),
        ("en", ["is personal data", "<controller>", "make social services better", "The law gives us that task",
                "task in the public interest", "know what we hold about you", "mistakes corrected",
                "information deleted", "do not want us to use it", "<data_protection_officer>",
                "Swedish Authority for Privacy Protection, IMY",
                "complain to us or to the Health and Social Care Inspectorate, IVO"]),
    ],
)  # fmt: skip
def test_the_rights_of_the_oldest_are_all_told_in_short_parts(language: str, facts: list[str]) -> None:
    letter = fill(load(language=language).letter("letter_child_13_18"), VALUES)
    parts = {part.id: part.text for part in letter.sections}
    told = " ".join(parts[name] for name in ("personal_data", "rights", "complaints"))
    assert not [fact for fact in facts if fact not in told]
    assert all(len(parts[name].split()) <= 60 for name in ("personal_data", "rights", "complaints"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_guardian_is_told_what_the_registered_decision_is(language: str) -> None:
    """How long the recording and the text are kept is what the decision says, where one is registered."""
    letter = load(language=language).letter("letter_guardian")
    known = fill(letter, VALUES)
    for part, placeholder in (("recording", "<disposal_decision>"), ("data_safety", "<text_decision>")):
        assert placeholder in next(one.text for one in known.sections if one.id == part)
    unknown = fill(letter, {name: VALUES[name] for name in SURE})
    told = " ".join(one.text for one in unknown.sections)
    assert ("Fråga oss vad som gäller" if language == "sv" else "Ask us what applies") in told


def test_every_declared_placeholder_is_used_by_a_letter() -> None:
    assert {name for letter in LETTERS for name in letter.placeholders} == set(PLACEHOLDERS)


def test_placeholders_stand_once_each_in_reading_order() -> None:
    assert a_letter("{date}, {place}, {date}").placeholders == ("unit", "interviewer", "date", "place")


def test_a_missing_value_is_named() -> None:
    with pytest.raises(ContentError, match="letter_test needs a value for: place"):
        fill(a_letter("{place}"), {"unit": "Barn och unga", "interviewer": "Sara"})


def test_the_first_alternative_of_which_everything_is_known_is_taken() -> None:
    letter = a_letter("Säg till. [[Ring {interviewer_phone}, {phone}.|Ring {phone}.|Skriv.]] [[Vid {place}.|]]")
    values = {"unit": "Barn och unga", "interviewer": "Sara"}
    assert fill(letter, values).sections[0].text == "Säg till. Skriv."
    assert fill(letter, values | {"phone": "1"}).sections[0].text == "Säg till. Ring 1."
    both = values | {"phone": "1", "interviewer_phone": "2", "place": "parken"}
    assert fill(letter, both).sections[0].text == "Säg till. Ring 2, 1. Vid parken."


def test_the_slip_and_the_talk_are_filled_in_too() -> None:
    filled = fill(a_letter("Hej."), {"unit": "Barn och unga", "interviewer": "Sara"})
    assert filled.slip.lead == "Till Sara"
    assert filled.understood is not None
    assert filled.understood.questions == ("Vem är Sara?",)


@given(value=st.text(min_size=1))
def test_a_value_is_taken_as_it_is(value: str) -> None:
    filled = fill(a_letter("Vi ses på {place}."), {"unit": value, "interviewer": value, "place": value})
    assert filled.sections[0].text == f"Vi ses på {value}."
    assert filled.signature == value


@given(text=st.text(alphabet="ab{} _"))
def test_braces_are_declared_placeholders_or_odd(text: str) -> None:
    odd = list_odd_placeholders(text)
    assert bool(odd) == any(brace in text for brace in "{}")
    assert list_odd_placeholders(text.replace("{", "").replace("}", "") + "{unit}") == ()


def test_a_choice_that_is_not_closed_is_odd() -> None:
    assert list_odd_placeholders("[[{date}|när du vill]]") == ()
    assert list_odd_placeholders("[[{date}|när du vill") == ("[[",)


def test_what_may_be_unknown_stands_in_a_choice_whose_end_needs_nothing() -> None:
    assert list_unsure("Hej {interviewer}. [[{date}|{place}|någon gång]]") == ()
    assert list_unsure("Hej {date}. [[{place}|hos {phone}]]") == ("date", "phone")


def test_a_text_that_could_be_blank_is_refused_with_the_way_out() -> None:
    broken = replace(load().letter("letter_child_9_12"), greeting="Hej den {date}!")
    with pytest.raises(ContentError, match=r"letter\.yaml.*greeting.*\{date\}, which may be unknown"):
        letter_checking.check(broken, Spot("letter.yaml"))
    silent = replace(load().letter("letter_child_9_12"), understood=None)
    with pytest.raises(ContentError, match="understood"):
        letter_checking.check(silent, Spot("letter.yaml"))


def test_no_letter_promises_what_the_law_or_the_program_does_not_give() -> None:
    """A guardian may have a right to read; nothing is disposed of by itself; nobody is told how it went unasked."""
    for letter in LETTERS:
        said = " ".join(text for _, text in letter.texts()).casefold()
        for promise in (
            "får inte veta vad barnet",
            "raderas automatiskt",
            "deleted automatically",
            "till våren får du",
        ):
            assert promise not in said, (letter.id, promise)
        assert "{kept_months}" in said, "what the decision says"
        assert "imy" in said or letter.age_to == 8
        assert "ivo" in said or letter.age_to == 8
