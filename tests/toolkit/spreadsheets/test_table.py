"""A list is opened: columns by their names or by what the person said, cells that say nothing, rows that do not fit."""

import pytest

from toolkit.spreadsheets.table import (
    LEAVE_OUT,
    LONGEST_ANSWER,
    MISSING,
    NO_HEADER,
    QUOTES,
    TOO_WIDE,
    Answers,
    Table,
    Unreadable,
    read_answers,
    template,
)

NAMES = {"code": "kod|code", "age": "ålder|age|years", "note": "anteckning|note"}


def opened(*lines: str, answers: Answers | None = None, secret: tuple[str, ...] = ()) -> Table:
    return Table("\r\n".join(lines).encode(), names=NAMES, answers=answers or Answers(), secret=secret)


def holds(table: Table) -> list[str | None]:
    return [column.holds for column in table.columns]


def number(text: str) -> int:
    if not text.isdigit():
        raise Unreadable("Write a number.")
    return int(text)


@pytest.mark.parametrize(
    "head", ["Kod;Ålder;Anteckning", "code,age,note", "KODS\tYears\tNOTES", "sep=;\r\nkod;ålder;note"]
)
def test_columns_are_found_by_any_of_their_names(head: str) -> None:
    assert holds(opened(head)) == ["code", "age", "note"]


def test_a_column_that_nobody_knows_waits_and_an_empty_one_is_left_out() -> None:
    table = opened("kod;hund;;", "A-1;Ja;;x")
    assert holds(table) == ["code", None, LEAVE_OUT, None]
    assert [column.title for column in table.unknown] == ["hund", ""]


def test_what_the_person_says_of_a_column_goes_before_its_name() -> None:
    table = opened("kod;ålder;år", "A-1;x;11", answers=Answers(columns={1: LEAVE_OUT, 2: "age"}))
    assert holds(table) == ["code", LEAVE_OUT, "age"]
    assert table.text(table.lines[0], "age") == "11"


def test_of_two_columns_that_would_hold_the_same_the_second_waits() -> None:
    assert holds(opened("kod;code")) == ["code", None]


def test_a_word_written_in_place_of_a_cell_counts_as_if_it_stood_there() -> None:
    table = opened("kod;ålder", "A-1;elva", answers=Answers(cells={(2, 1): "11"}))
    assert table.cell(table.lines[0], "age", number, 0) == 11
    assert table.problems == []


def test_a_cell_that_says_nothing_is_named_by_row_column_and_word() -> None:
    table = opened("kod;ålder", "", "A-1;elva")
    assert table.read_rows(lambda line: table.cell(line, "age", number, 0)) == []
    assert [(one.row, one.column, one.place, one.cell) for one in table.problems] == [(3, "ålder", 1, "elva")]


def test_what_is_secret_is_never_repeated() -> None:
    table = opened("kod;anteckning", "A-1;Alva Johansson", secret=("note",))
    table.cell(table.lines[0], "note", number, 0)
    assert "Alva" not in repr(table.problems)


def test_rows_that_do_not_fit_are_told_and_the_others_read() -> None:
    table = opened("kod;ålder", "A-1;11", 'A-2;"11', "A-3;11;för mycket", "A-4")
    assert table.read_rows(lambda line: table.text(line, "code")) == ["A-1", "A-4"]
    assert [(one.row, one.message) for one in table.problems] == [(3, QUOTES), (4, TOO_WIDE)]


def test_a_list_without_a_head_or_without_a_column_says_so() -> None:
    headless, short = opened("A-1;11", "A-2;12"), opened("kod", "A-1")
    assert not headless.require("code")
    assert not short.require("code", "age")
    assert [one.message for one in (*headless.problems, *short.problems)] == [NO_HEADER, MISSING]


def test_answers_are_read_from_the_fields_of_a_form() -> None:
    sent = [
        ("column-1", "age"),
        ("column-2", ""),
        ("cell-3-1", "  11 \n år"),
        ("cell-x-1", "12"),
        ("column-1234", "age"),
    ]
    answers = read_answers([*sent, ("cell-4-0", "x" * (LONGEST_ANSWER + 100))])
    assert dict(answers.columns) == {1: "age"}
    assert dict(answers.cells) == {(3, 1): "11 år", (4, 0): "x" * LONGEST_ANSWER}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_template_is_read_by_what_it_is_a_template_for(language: str) -> None:
    data = template(NAMES, language=language, example=("A-1", "11", ""))
    table = Table(data, names=NAMES, answers=Answers())
    assert holds(table) == ["code", "age", "note"]
    assert table.text(table.lines[0], "age") == "11"
