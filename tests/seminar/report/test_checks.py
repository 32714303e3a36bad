"""What a compiler is told to look at: each thing once, the gravest first, and with the way to mend it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.proposals import proposing
from seminar.report import check_wording, writing
from seminar.report.checks import Check, CheckKind, Seen, check, small_numbers
from seminar.report.outline import AnnualReport, Promise, WrittenText
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.report.conftest import empty_report, full_report
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
SECTIONS = [one for one in writing.SECTIONS if not one.startswith("area_")]


def kinds(report: AnnualReport, seen: Seen = Seen()) -> list[CheckKind]:  # noqa: B008 - frozen
    return [one.kind for one in check(report, seen, sections=SECTIONS, threshold=5)]


@pytest.mark.usefixtures("words")
def test_a_report_that_lacks_nothing_has_only_what_waits() -> None:
    assert kinds(replace(full_report(), compiler="Karin Holm")) == [CheckKind.UNDECIDED]


@pytest.mark.usefixtures("words")
def test_what_is_seen_is_told_the_gravest_first() -> None:
    seen = Seen(2, 1, 3, ("pojkar",), (("Tillit", "Jag bor på Storgatan."),), (("summary", 2),))
    nobody = Promise("Ett brev.", decided=True)
    row = replace(full_report().areas[0].rows[0], promises=(nobody,))
    report = replace(full_report(), areas=(replace(full_report().areas[0], rows=(row,)),), works_well=())
    found = check(report, seen, sections=SECTIONS, threshold=5)
    assert [one.kind for one in found] == [
        CheckKind.IDENTIFYING, CheckKind.UNREAD, CheckKind.LEFT_OUT, CheckKind.UNQUOTED, CheckKind.MISSING,
        CheckKind.WORKS_WELL, CheckKind.NOBODY, CheckKind.CHANGED, CheckKind.COMPILER,
    ]  # fmt: skip
    assert found[0].names == ("Tillit", "Jag bor på Storgatan.")
    assert found[6].names == ("Ett brev.",)
    unprintable = check(report, replace(seen, unprintable=(("🦊", "Räven 🦊"),)), sections=SECTIONS, threshold=5)
    assert (unprintable[0].kind, unprintable[0].names) == (CheckKind.UNPRINTABLE, ("🦊", "Räven 🦊"))


@pytest.mark.usefixtures("words")
def test_a_section_is_empty_when_neither_a_person_nor_the_data_say_anything() -> None:
    empty = [one.section for one in check(empty_report(), Seen(), sections=SECTIONS, threshold=5) if one.section]
    assert "limitations" in empty
    assert "last_year" not in empty, "it is the first report"
    written = replace(empty_report(), written=(WrittenText("limitations", "Få."),))
    assert "limitations" not in [one.section for one in check(written, Seen(), sections=SECTIONS, threshold=5)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2 barn har bytt.", ["2 barn"]),
        ("Fyra av de arton barnen vet inte varför.", ["Fyra av de arton barnen"]),
        ("3 av 18 barn, och en flicka.", ["3 av 18 barn", "en flicka"]),
        ("10 av de 18 barnen har bytt. Tolv barn vet.", []),
        ("0 barn, 5 barn, två möten, barn 2.", []),
        ("Two of the eighteen children know, and 4 boys.", ["Two of the eighteen children", "4 boys"]),
    ],
)
def test_few_children_are_found_in_numerals_and_in_words(text: str, found: list[str]) -> None:
    assert small_numbers(text, threshold=5) == found


@pytest.mark.one_database
def test_every_check_has_words_and_a_way(app: Flask) -> None:
    with app.test_request_context():
        for kind in CheckKind:
            one = Check(kind, 2, ("ett", "två"), "summary")
            assert check_wording.say(one)
            assert check_wording.mend(one)


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar(*[(13, "girl")] * 3)


@pytest.mark.one_database
def test_the_page_tells_it_and_every_way_leads_somewhere(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    proposing.write(seminar.leads, seminar.cycle.id, theme.id, text="Ett sms.")
    text = "Ett barn vill veta."
    writing.save_text(seminar.leads, seminar.cycle.id, section="area_contact", text=text, version=0)
    browser = signed_in(seminar.facilitator)
    page = browser.get(f"/cycles/{seminar.cycle.id}/report/checks")
    inspect_page(page.text, page.headers)
    for said in (
        "2 intervjuer är överlämnade och inte lästa", "2 intervjuer har inget under något tema", "pojkar",
        "1 förslag är inte beslutat", "räknar så få", "är er egen text", "Ingen står som den som sammanställer",
    ):  # fmt: skip
        assert said in page.text, said
    ways = [part.partition('"')[0] for part in page.text.partition("<main")[2].split('<a class="button')[1:]]
    addresses = [part.partition('href="')[2].partition('"')[0] for part in page.text.split('<a class="button')[1:]]
    assert len(ways) > 5
    assert {browser.get(address).status_code for address in addresses if address.startswith("/cycles")} == {200}
    assert signed_in(seminar.leader).get(f"/cycles/{seminar.cycle.id}/report/checks").status_code == 404
