"""Whatever stands in a file becomes numbered rows or a sentence: no file makes the reading fail."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.spreadsheets import reading
from toolkit.spreadsheets.reading import LARGEST, LINES_PER_ROW, SEPARATORS, find_fault, read_lines
from toolkit.spreadsheets.table import Answers, Table

NAMES = {"code": "kod|code", "age": "ålder|age"}
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


def numbered(text: str, separator: str = ";") -> list[tuple[int, tuple[str, ...] | None]]:
    return [(line.number, line.cells) for line in read_lines(text, separator=separator)]


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6), st.sampled_from(SEPARATORS))
def test_what_a_spreadsheet_writes_is_read_again(rows: list[list[str]], separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [cells for _number, cells in numbered(out.getvalue(), separator)] == [tuple(row) for row in rows]


@given(st.binary(max_size=200) | st.text(st.sampled_from('sep=;,"\r\n\tkodålr1 \x00'), max_size=60).map(str.encode))
def test_any_bytes_are_rows_or_a_sentence(data: bytes) -> None:
    table = Table(data, names=NAMES, answers=Answers())
    rows = table.read_rows(lambda line: table.text(line, "code"))
    assert len(rows) + len(table.problems) >= len(table.lines)
    assert all(problem.message for problem in table.problems)


@pytest.mark.parametrize("said", [";", ",", "\t", "|", ":"])
def test_a_separator_that_the_file_names_is_taken(said: str) -> None:
    table = Table(f"sep={said}\r\nkod{said}ålder\r\nA-1{said}11\r\n".encode(), names=NAMES, answers=Answers())
    assert (table.separator, [column.holds for column in table.columns]) == (said, ["code", "age"])


@pytest.mark.parametrize("said", ['"', "\r", "\n", "a", "1", ""])
def test_a_sign_that_cannot_part_cells_is_no_separator(said: str) -> None:
    table = Table(f"sep={said}\r\nkod;ålder\r\nA-1;11\r\n".encode(), names=NAMES, answers=Answers())
    assert table.separator in SEPARATORS


def test_a_cell_holds_its_line_breaks_and_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    assert numbered('kod;not\r\n"A-1";"två\r\nrader"\r\n\r\nA-2;en\r\n') == [
        (1, ("kod", "not")), (2, ("A-1", "två\r\nrader")), (3, ()), (4, ("A-2", "en")),
    ]  # fmt: skip


def test_a_mark_that_nobody_closed_costs_its_own_row_alone() -> None:
    rows = numbered('A-1;"öppet\n' + "A-2;11\n" * (LINES_PER_ROW + 5))
    assert rows[0] == (1, None)
    assert [cells for _number, cells in rows[1:]] == [("A-2", "11")] * (LINES_PER_ROW + 5)


def test_the_last_row_needs_no_end_and_old_macs_end_theirs_otherwise() -> None:
    assert [cells for _number, cells in numbered("a;b\rc;d")] == [("a", "b"), ("c", "d")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"a;b\n" * (LARGEST // 4 + 1), "larger than 2 MB"),
        (b"PK\x03\x04" + b"x" * 40, "Save as"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 40, "Save as"),
        (b"\x89PNG\r\n", "not a text file"),
        (b"kod;\x00\x00", "not a text file"),
    ],
)
def test_what_is_no_list_is_told_with_the_way_out(data: bytes, said: str) -> None:
    fault = find_fault(data)
    assert fault is not None
    assert said in fault
    assert Table(data, names=NAMES, answers=Answers()).problems[0].message == fault


def test_a_list_of_the_largest_size_may_be_read() -> None:
    assert find_fault(b"kod;1\n" * (LARGEST // 6)) is None


@pytest.mark.parametrize(
    ("text", "separator"), [("kod;ålder, i år", ";"), ("kod,ålder;år", ","), ("kod\tålder", "\t"), ("\n\nkod,x\n", ",")]
)
def test_the_separator_is_the_one_with_which_most_is_known(text: str, separator: str) -> None:
    known = {"kod", "ålder"}
    assert reading.guess_separator(text, score=lambda cells: len(known & set(cells))) == separator
