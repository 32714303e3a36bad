"""What a list tells beyond who handles a child: siblings, languages, interpreters; and columns that nobody knows."""

import pytest

from tests.toolkit.cycles.test_csv_intake import KNOWN, OLLE, problems, read
from toolkit.cycles import csv_intake
from toolkit.cycles.csv_cells import Known
from toolkit.spreadsheets.table import LEAVE_OUT, Answers

RULES = "kod;ålder;kön;handläggare;syskon;språk;tolk"


def test_siblings_languages_and_interpreters_are_read() -> None:
    intake = read(
        RULES,
        "A-1;11;f;sara;A-2;;",
        "A-2;12;f;sara;;somali;",
        "A-3;13;f;sara;s1;Arabiska;avböjer",
        "A-4;14;f;sara;S1;svenska;nej",
        "A-5;14;f;sara;;tigrinja;nej",
    )
    assert intake.problems == ()
    assert [(row.siblings, row.language, row.interpreter) for row in intake.rows] == [
        ("A-1", "", "not_needed"),
        ("A-1", "somaliska", "needed"),
        ("s1", "arabiska", "declined"),
        ("s1", "", "not_needed"),
        ("", "tigrinja", "not_needed"),
    ]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (";arabiska;kanske", "tolk", "yes, no or declined"),
        (";;ja", "tolk", "which language"),
        (";arabisca;ja", "språk", "no language named arabisca"),
        ("A-77;;", "syskon", "No other child"),
        ("A-1;;", "syskon", "No other child"),
        ("ja;;", "syskon", "code of the sibling"),
        ("Alva Johansson;;", "syskon", "looks like a name"),
    ],
)
def test_what_is_not_understood_is_asked_about(cells: str, column: str, words: str) -> None:
    intake = read(RULES, f"A-1;11;f;sara;{cells}")
    assert intake.rows == ()
    assert any(where == column and words in message for _, where, message in problems(intake))
    assert "Alva" not in repr(intake), "a name is never repeated"


def test_a_sibling_who_stands_on_the_list_gets_the_mark_too() -> None:
    known = Known(people=KNOWN.people, codes=frozenset({"B-1", "B-2", "B-3"}), marks={"B-2": "Röd", "B-3": "Röd"})
    lines = "\r\n".join([RULES, "A-1;11;f;sara;b-1;;", "A-2;11;f;sara;B-2;;", "A-3;11;f;sara;röd;;"])
    intake = csv_intake.read(lines.encode(), known=known)
    assert intake.problems == ()
    assert [row.siblings for row in intake.rows] == ["A-1", "Röd", "Röd"]
    assert intake.marks == {"B-1": "A-1"}


def test_a_column_that_nobody_knows_waits_and_can_be_matched_or_left_out() -> None:
    lines = (RULES + ";hobby;", "A-1;11;f;sara;;;;fotboll;x")
    intake = read(*lines)
    assert [column.title for column in intake.unknown] == ["hobby", ""]
    data = "\r\n".join(lines).encode()
    said = Answers(columns={7: LEAVE_OUT, 8: "former"}, cells={(2, 8): "olle"})
    intake = csv_intake.read(data, known=KNOWN, answers=said)
    assert (intake.unknown, intake.problems) == ([], ())
    assert intake.rows[0].former == {OLLE}
    twice = csv_intake.read(data, known=KNOWN, answers=Answers(columns={7: "former", 8: "former"}))
    assert [column.place for column in twice.unknown] == [8], "of two that would hold the same, the second waits"
    other = csv_intake.read(data, known=KNOWN, answers=Answers(columns={3: LEAVE_OUT, 7: "present"}))
    assert [(column.place, column.holds) for column in other.columns if column.place in {3, 7}] == [
        (3, LEAVE_OUT), (7, "present"),
    ]  # fmt: skip
