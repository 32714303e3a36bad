"""A list from a spreadsheet is read in all the ways people save one, and every bad row is explained."""

import csv
import io
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.cycles import csv_intake
from toolkit.cycles.csv_cells import Colleague, Known
from toolkit.cycles.csv_intake import Intake, Row

SARA, OLLE, ANN, EVA1, EVA2 = (UUID(int=n) for n in range(1, 6))
BARN, UNGDOM = UUID(int=11), UUID(int=12)
KNOWN = Known(
    people=(
        Colleague(SARA, "Sara Lindgren", "sara"),
        Colleague(OLLE, "Olle Åström", "olle"),
        Colleague(ANN, "Ann-Marie af Ekenstam", "annmarie"),
        Colleague(EVA1, "Eva Ek", "eva1"),
        Colleague(EVA2, "Eva Ek", "eva2"),
    ),
    teams={"Team Barn": BARN, "Team Ungdom": UNGDOM},
    codes=frozenset({"Gammal-1"}),
)
HEAD = "Kod;Ålder;Kön;Team;Handläggare;Tidigare handläggare;Medhandläggare;Ärende"
GOOD = "A-1;11;flicka;Team Barn;Olle Åström;Sara Lindgren;;öppet"
FIRST = Row(2, "A-1", 11, "girl", BARN, frozenset({OLLE}), frozenset({SARA}), frozenset(), True, False)


def read(*lines: str, encoding: str = "utf-8", newline: str = "\r\n") -> Intake:
    return csv_intake.read(newline.join(lines).encode(encoding), known=KNOWN)


def problems(intake: Intake) -> list[tuple[int | None, str | None, str]]:
    return [(one.row, one.column, one.message % one.values) for one in intake.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_every_way_to_save_a_spreadsheet(encoding: str, newline: str, separator: str) -> None:
    lines = [line.replace(";", separator) for line in (HEAD, GOOD)]
    intake = read(*lines, encoding=encoding, newline=newline)
    assert intake.rows == (FIRST,)
    assert intake.problems == ()
    assert intake.detected.separator == separator


def test_decomposed_letters_are_composed() -> None:
    assert read(HEAD, GOOD.replace("Å", "A\u030a")).rows == (FIRST,)


def test_english_headers_in_any_order_and_case() -> None:
    intake = read(
        "SEX,Case,Former_Handlers,code, Age ,Present handlers,ignored,Co-handlers",
        "Boy,closed,,B-2,9 years,Sara Lindgren,x,OLLE",
    )
    assert intake.rows == (
        Row(2, "B-2", 9, "boy", None, frozenset({SARA}), frozenset(), frozenset({OLLE}), False, False),
    )
    assert intake.detected.columns["former"] == "Former_Handlers"


@pytest.mark.parametrize(
    "cell",
    ["Sara Lindgren|Olle Åström", '"Sara Lindgren, Olle Åström"', '"Lindgren, Sara, olle"', '"sara\nolle"',
     '"sara|olle"', "  SARA   LINDGREN | olle åström "],
)  # fmt: skip
def test_several_handlers_in_a_cell(cell: str) -> None:
    assert read("kod;ålder;kön;handläggare", f"A;7;p;{cell}").rows[0].present == {SARA, OLLE}


def test_a_protected_identity_is_read() -> None:
    intake = read("kod;ålder;kön;handläggare;skyddade personuppgifter", "A;7;p;sara;ja", "B;7;p;sara;")
    assert [row.protected_identity for row in intake.rows] == [True, False]


def test_a_bad_row_is_explained_and_the_good_ones_are_kept() -> None:
    intake = read(HEAD, GOOD, "A-2;elva;flicka;Team Barn;sara;;;öppet", "A-3;12;pojke;Ungdom;sara;;;avslutat")
    assert [row.code for row in intake.rows] == ["A-1", "A-3"]
    assert intake.rows[1].team == UNGDOM
    assert problems(intake) == [(3, "Ålder", "We cannot read the age. Write it in whole years, such as 11.")]


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (";11;f;;sara;;;", "Kod", "missing"),
        ("A;;f;;sara;;;", "Ålder", "missing"),
        ("A;4;f;;sara;;;", "Ålder", "5–18"),
        ("A;11.5;f;;sara;;;", "Ålder", "whole years"),
        ("A;2014;f;;sara;;;", "Ålder", "whole years"),
        ("A;11;;;sara;;;", "Kön", "girl, boy or other"),
        ("A;11;f;Team Moln;sara;;;", "Team", "no team named Team Moln"),
        ("A;11;f;;Nora Nilsson;;;", "Handläggare", "no colleague named Nora Nilsson"),
        ("A;11;f;;sara;Okänd;;", "Tidigare handläggare", "no colleague named Okänd"),
        ("A;11;f;;sara;;Eva Ek;", "Medhandläggare", "2 colleagues are named Eva Ek"),
        ("A;11;f;;sara;;;kanske", "Ärende", "open or closed"),
        ("A;11;f;;;;;", None, "Nobody handles or has handled"),
        ("A;11;f;;sara;;;;extra", None, "more cells"),
        ('A;11;f;;"sara;;;', None, "quotation marks"),
        ("gammal-1;11;f;;sara;;;", "Kod", "on the list already"),
        ("=cmd;11;f;;sara;;;", "Kod", "Begin the code with"),
        ("A" * 41 + ";11;f;;sara;;;", "Kod", "too long"),
    ],
)
def test_each_fault_names_its_row_and_column_and_the_way_out(line: str, column: str | None, words: str) -> None:
    intake = read(HEAD, GOOD, "", line, "Z-9;15;annat;;sara;;;")
    assert [row.code for row in intake.rows] == ["A-1", "Z-9"]
    ((row, where, message),) = problems(intake)
    assert (row, where) == (4, column)
    assert words in message


@pytest.mark.parametrize(
    "code",
    ["20140312-2384", "201403122384", "140312-2384", "1403122384", "140312+2384", "140372-2384", "2014-03-12",
     "20140312", "20140312-T384", "Alva Johansson", "alva johansson", "Johansson, Alva", "Alva Johansson 12"],
)  # fmt: skip
def test_a_name_or_a_personal_number_is_refused_and_never_repeated(code: str) -> None:
    intake = read("kod;ålder;kön;handläggare", f'"{code}";11;f;sara')
    assert intake.rows == ()
    assert [one.column for one in intake.problems] == ["kod"]
    assert code not in repr(intake)


@pytest.mark.parametrize("code", ["A-1", "17", "Barn 12", "Igelkott", "2026/014", "å.7", "B_12", "123456"])
def test_ordinary_codes_are_fine(code: str) -> None:
    assert [row.code for row in read("kod;ålder;kön;handläggare", f"{code};11;f;sara").rows] == [code]


def test_the_second_of_two_equal_codes_is_reported() -> None:
    intake = read(HEAD, GOOD, "a-1;12;pojke;;sara;;;")
    assert [row.number for row in intake.rows] == [2]
    assert problems(intake) == [(3, "Kod", "Row 2 has the same code. Give every child a code of its own.")]


def test_the_oddities_of_excel() -> None:
    intake = read(
        "sep=;",
        HEAD,
        '"A-1";"11";flicka;Team Barn;"Olle Åström\n";sara;;öppet',
        GOOD[:3] + "9;fel",
        ";;;;;;;",
        "",
    )
    assert intake.rows == (FIRST,), "the hidden line is not counted, and a line break in a cell is one row"
    assert {row for row, *_ in problems(intake)} == {3}


def test_a_quotation_mark_that_nobody_closed_does_not_eat_the_file() -> None:
    rest = [f"C-{n};12;pojke;;sara;;;" for n in range(40)]
    intake = read(HEAD, 'A-1;11;"flicka;;sara;;;', *rest)
    assert len(intake.rows) == 40
    assert [row for row, *_ in problems(intake)] == [2]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"PK\x03\x04xxxx", "workbook"),
        (b"\x00\x01\x02\x03", "not a text file"),
        (b"\x89PNG\r\n\x1a\nkod;kon", "not a text file"),
        (b"\xff\xd8\xff\xe0JFIF", "not a text file"),
        (b"%PDF-1.7 1 0 obj", "not a text file"),
        (b"{\\rtf1 kod;kon}", "not a text file"),
        (b"a" * (2 * 1024 * 1024 + 1), "2 MB"),
        (b"hej;hopp\r\n1;2", "first row must hold"),
        ("kod;ålder;handläggare\r\nA;1;x".encode(), "kön"),
        ("kod;ålder;kön\r\nA;1;f".encode(), "handläggare"),
    ],
)
def test_a_file_that_is_no_list(data: bytes, words: str) -> None:
    intake = csv_intake.read(data, known=KNOWN)
    assert intake.rows == ()
    ((_, _, message),) = problems(intake)
    assert words in message


def test_rows_after_the_five_thousandth_wait_for_another_file() -> None:
    intake = read(HEAD, *(f"C-{n};12;pojke;;sara;;;" for n in range(5003)))
    assert len(intake.rows) == 5000
    assert problems(intake) == [
        (5002, None, "The list is longer than 5000 rows. Send the rows from here on in another file.")
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_template_can_be_filled_in_and_read(language: str) -> None:
    empty = csv_intake.template(language)
    assert csv_intake.read(empty, known=KNOWN).problems == ()
    full = empty + "A-1;11;flicka;Team Barn;Olle Åström;Sara Lindgren;;öppet;\r\n".encode()
    assert csv_intake.read(full, known=KNOWN).rows == (FIRST,)


SOUP = st.text(alphabet="kodålerönhgäf;,\t\"'\r\n|=\x000189- \u2028\ufeff😀", max_size=300)


@given(st.one_of(st.binary(max_size=400), SOUP.map(lambda text: (HEAD + "\r\n" + text).encode())))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf\xff")
def test_garbage_never_raises_and_is_never_silent(data: bytes) -> None:
    intake = csv_intake.read(data, known=KNOWN)
    for one in intake.problems:
        assert one.message % one.values
    if not data.startswith(HEAD.encode()):
        assert intake.rows == ()
        assert intake.problems


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.lists(CELL, min_size=8, max_size=8), max_size=6))
def test_a_row_is_either_kept_or_explained(cells: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([HEAD.split(";"), *cells])
    intake = csv_intake.read(out.getvalue().encode(), known=KNOWN)
    empty = {n for n, row in enumerate(cells, 2) if not any(cell.strip() for cell in row)}
    assert {row.number for row in intake.rows} | {one.row for one in intake.problems} | empty == set(
        range(2, len(cells) + 2)
    ) | empty


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("von Berg, Amir", UUID(int=6)), ("Berg, Amir von", UUID(int=6)), ("VON BERG,AMIR", UUID(int=6)),
        ("af Ekenstam, Ann-Marie", ANN), ("Ek, Anna Maria", UUID(int=7)), ("Maria Ek, Anna", UUID(int=7)),
    ],
)  # fmt: skip
def test_a_surname_of_several_words_may_stand_first(written: str, who: UUID) -> None:
    people = (
        *KNOWN.people, Colleague(UUID(int=6), "Amir von Berg", "amir"), Colleague(UUID(int=7), "Anna Maria Ek", "anna"),
    )  # fmt: skip
    line = f'B1;11;f;;"{written}";;;'
    intake = csv_intake.read("\r\n".join((HEAD, line)).encode(), known=Known(people=people))
    assert [row.present for row in intake.rows] == [frozenset({who})]
    both = f'B1;11;f;;"{written}, sara";;;'
    intake = csv_intake.read("\r\n".join((HEAD, both)).encode(), known=Known(people=people))
    assert [row.present for row in intake.rows] == [frozenset({who, SARA})]


def test_a_list_from_an_old_mac_keeps_its_letters() -> None:
    intake = read("Code;Age;Sex;Handler", "grön-3;11;f;sara", "blå-1;12;m;olle", encoding="mac_roman", newline="\r")
    assert [row.code for row in intake.rows] == ["grön-3", "blå-1"]
    assert (intake.problems, intake.detected.encoding) == ((), "mac_roman")
