"""The poster: only what was decided, in letters that are read at three metres, on one paper or honestly on two."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from interview_guides import loader
from interview_guides.content import Content
from seminar.report import poster
from seminar.report.outline import AnnualReport, Promise
from seminar.report.poster import Paper
from tests.seminar.report.conftest import empty_report, full_report
from toolkit.disclosure.shares import Share

pytestmark = pytest.mark.usefixtures("words")
SV = loader.load(language="sv")
SOON, LATER = date(2026, 4, 28), date(2027, 1, 1)
MILLIMETRE = 72 / 25.4
CAPITAL = 0.668  # of the letters' size, in Literata and in Atkinson Hyperlegible


def promising(*texts: str, due: date | None = SOON, **more: Any) -> AnnualReport:
    report = full_report()
    promises = tuple(Promise(text, "Team Barn", due, **{"decided": True, **more}) for text in texts)
    row = replace(report.areas[0].rows[1], promises=promises)
    return replace(report, areas=(replace(report.areas[0], rows=(row,)),), works_well=())


def read(report: AnnualReport, paper: Paper = Paper.A4, words: Content = SV) -> PdfReader:
    return PdfReader(BytesIO(poster.write(report, words, words.language, paper=paper)))


def said(file: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in file.pages).split())


def measures(page: PageObject) -> tuple[int, int]:
    return round(float(page.mediabox.width) / MILLIMETRE), round(float(page.mediabox.height) / MILLIMETRE)


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (210, 297)), (Paper.A3, (297, 420))])
def test_it_thanks_and_says_what_was_decided_on_one_paper(paper: Paper, size: tuple[int, int]) -> None:
    file = read(replace(promising("Du får ett sms dagen innan."), phone="0980-319 200"), paper)
    assert [measures(page) for page in file.pages] == [size]
    for words in (
        "Tack för att du har hjälpt oss att bli bättre i vårt arbete!", "15 barn och unga har berättat för oss.",
        "Det här ändrar vi", "Du får ett sms dagen innan.", "319", "Norrviks kommun, Barn och unga", "februari 2026",
    ):  # fmt: skip
        assert words in said(file), words
    assert "längre tid" not in said(file)


def test_what_was_not_decided_and_what_a_child_said_hang_on_no_wall() -> None:
    report = replace(promising("Kanske.", decided=False), areas=full_report().areas)
    told = said(read(report))
    assert "En lapp efter mötet" not in told
    assert "en annan där" not in told, "a quote"
    assert "Den som slutar berättar själv." in told
    refused = said(read(promising("Ny bil.", decided=False, refused=True, reason="Det finns inte pengar.")))
    assert "Ny bil" not in refused
    assert "Snart skriver vi här" in refused


def test_what_comes_later_is_said_to_take_longer() -> None:
    told = said(read(promising("Väntrummet målas.", due=LATER)))
    assert "Det här tar längre tid Väntrummet målas." in told
    assert "Det här ändrar vi" not in told
    assert "Det här tar längre tid" in said(read(promising("Väntrummet målas.", due=None)))


def test_a_child_s_own_words_stand_where_somebody_wrote_them() -> None:
    told = said(read(promising("Rutin för aviserade besök införs.", plain="Du får veta när vi kommer.")))
    assert "Du får veta när vi kommer." in told
    assert "Rutin" not in told


def test_few_children_are_not_counted_on_a_wall() -> None:
    report = promising("Ett sms.")
    row = report.areas[0].rows[0]
    few = replace(row, children=Share.among(2, 3, threshold=5))
    told = said(read(replace(report, areas=(replace(report.areas[0], rows=(few,)),))))
    assert "Barn och unga har berättat för oss." in told
    assert "3 barn" not in told


@pytest.mark.parametrize("paper", Paper)
def test_the_letters_are_read_at_three_metres_however_much_is_promised(paper: Paper) -> None:
    for count in (1, 3, 6, 30):
        fit = poster.measure(
            promising(*[f"Du får veta i förväg, gång {n}." for n in range(count)]), SV, "sv", paper=paper
        )
        assert fit.points / MILLIMETRE * CAPITAL >= 6, "millimetres: a capital that 0.7 of full sight reads"
    few = poster.measure(promising("Ett sms."), SV, "sv", paper=paper)
    assert few.points == (56 if paper is Paper.A3 else 40)
    assert few.points > fit.points


def test_what_has_no_room_goes_on_a_second_paper_and_is_said_with_what_to_shorten() -> None:
    short = [f"Du får ett sms dagen innan vi ses, nummer {n}." for n in range(14)]
    long = "Vi ska se över möjligheten att under nästa år " * 3 + "förbättra väntrummet."
    fit = poster.measure(promising(*short, long), SV, "sv", paper=Paper.A4)
    file = read(promising(*short, long))
    assert len(file.pages) == fit.sheets == 2
    assert fit.to_shorten[0] == long
    for text in (*short, long):
        assert text in said(file), "nothing is cut"
    assert poster.measure(promising(*short, long), SV, "sv", paper=Paper.A3).sheets == 1


@pytest.mark.parametrize("paper", Paper)
def test_ten_promises_of_two_lines_come_closer_together_and_stay_on_one_paper(paper: Paper) -> None:
    texts = [f"Du får ett sms dagen innan. Där står vem du ska träffa, var och hur länge: {n}." for n in range(10)]
    fit = poster.measure(promising(*texts), SV, "sv", paper=paper)
    assert (fit.sheets, fit.to_shorten) == (1, ())
    assert fit.points / MILLIMETRE * CAPITAL >= 6, "closer, and no smaller than can be read"
    [page] = read(promising(*texts), paper).pages
    assert " ".join(page.extract_text().split()).count("Du får ett sms dagen innan.") == 10


def test_what_fits_has_nothing_to_shorten() -> None:
    assert poster.measure(promising("Ett sms."), SV, "sv", paper=Paper.A4) == poster.Fit(40, 1, ())


def test_it_is_tagged_in_its_language_and_its_headings_are_headings() -> None:
    for words in (SV, loader.load(language="en")):
        file = read(promising("Ett sms."), words=words)
        root: Any = file.root_object
        assert root["/Lang"] == words.language
        assert root["/MarkInfo"]["/Marked"]
        assert file.metadata is not None
        assert file.metadata.title == words.outputs.poster.title
        kinds = list_kinds(root["/StructTreeRoot"].get_object())
        assert kinds.count("/H1") == 1
        assert kinds.count("/H2") == 2
        assert "/Figure" not in kinds, "the commas are an ornament"


def list_kinds(root: Any) -> list[str]:
    """What a screen reader is told that the parts of the file are, in order."""
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop(0)
        if hasattr(one, "get"):
            found.append(str(one.get("/S", "")))
            kids = one.get("/K", [])
            waiting = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])] + waiting
    return found


def test_nothing_decided_yet_says_so_and_a_draft_is_one() -> None:
    told = said(read(replace(empty_report(), is_draft=True)))
    assert "Snart skriver vi här vad som blir bättre." in told
    assert told.startswith("Utkast")
    assert "Utkast" not in said(read(promising("Ett sms.")))


def test_the_words_have_no_gaps() -> None:
    for words in (SV, loader.load(language="en")):
        assert not re.search(r"[{}\[\]|]", said(read(empty_report(), words=words)))
