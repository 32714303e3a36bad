"""Staff come in from a file: recognised, asked about when unclear, never made twice."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.access import Role
from toolkit.people import staff_list
from toolkit.people.staff_list import Known, StaffIntake, Worker
from toolkit.spreadsheets.table import LEAVE_OUT, Answers

BARN = UUID(int=11)
EVA = Known(UUID(int=1), "Eva Ek", "eva", in_unit=True, worker=Worker("arabiska", 2))
BO = Known(UUID(int=2), "Bo Al", "bo@exempel.se", in_unit=False)
HEAD = "Namn;E-post;Team;Roll;Språk;Antal barn;Från ålder;Till ålder"


def read(*lines: str, answers: Answers | None = None) -> StaffIntake:
    data = "\r\n".join(lines).encode()
    return staff_list.read(data, people=[EVA, BO], teams={"Team Barn": BARN}, answers=answers or Answers())


def test_a_new_person_is_read_whole() -> None:
    intake = read(
        HEAD, "Lindgren, Sara;Sara@Exempel.se;barn;Socialsekreterare, seminarieledare;Somali, tigrinja;2;7;12"
    )
    assert intake.problems == ()
    (row,) = intake.new
    assert (row.name, row.username, row.team) == ("Sara Lindgren", "sara@exempel.se", BARN)
    assert row.roles == tuple(sorted((Role.SOCIAL_WORKER, Role.FACILITATOR)))
    assert row.worker == Worker("somaliska, tigrinja", 2, 7, 12)


def test_empty_cells_mean_a_social_worker_who_meets_one_child_of_any_age() -> None:
    (row,) = read(HEAD, "Sara Lindgren;sara;;;;;;").new
    assert (row.roles, row.team, row.worker) == ((Role.SOCIAL_WORKER,), None, Worker())


def test_who_has_an_account_is_recognised_and_keeps_what_the_file_does_not_say() -> None:
    intake = read(HEAD, "Eva Ny-Ek;EVA;;;;3;;")
    assert intake.new == []
    (row,) = intake.changed
    assert row.known == EVA
    assert row.worker == Worker("arabiska", 3)
    assert read(HEAD, "Eva Ek;eva;;;;;;").changed == [], "nothing new, nothing to change"


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (";sara;;;;;;", "Namn", "missing"),
        ("Sara;;;;;;;", "E-post", "missing"),
        ("Sara;sara ek;;;;;;", "E-post", "no spaces"),
        ("Eva Ek;eva.ek;;;;;;", "E-post", "user name eva"),
        ("Bo Al;bo@exempel.se;;;;;;", "E-post", "another unit"),
        ("Sara;sara;Moln;;;;;", "Team", "no team named Moln"),
        ("Sara;sara;;kapten;;;;", "Roll", "no role named kapten"),
        ("Sara;sara;;;arabisca;;;", "Språk", "no language named arabisca"),
        ("Sara;sara;;;;kanske;;", "Antal barn", "between 1 and 20"),
        ("Sara;sara;;;;0;;", "Antal barn", "between 1 and 20"),
        ("Sara;sara;;;;;små;", "Från ålder", "whole years"),
        ("Sara;sara;;;;;12;7", "Till ålder", "above the oldest"),
    ],
)
def test_what_is_unclear_is_asked_about_beside_its_row(cells: str, column: str, words: str) -> None:
    intake = read(HEAD, "Olle Ek;olle;;;;;;", cells)
    assert [row.username for row in intake.rows] == ["olle"]
    (problem,) = intake.problems
    assert (problem.row, problem.column) == (3, column)
    assert words in problem.message % problem.values
    assert problem.place is not None, "the right word can be written on the page"


def test_the_same_user_name_twice_is_one_person() -> None:
    intake = read(HEAD, "Sara Ek;sara;;;;;;", "Sara Al;SARA;;;;;;")
    assert [row.number for row in intake.rows] == [2]
    assert [one.row for one in intake.problems] == [3]
    said = Answers(cells={(3, 1): "sara.al"})
    assert [row.username for row in read(HEAD, "Sara Ek;sara;;;;;;", "Sara Al;SARA;;;;;;", answers=said).new] == [
        "sara", "sara.al",
    ]  # fmt: skip


def test_a_column_that_nobody_knows_waits() -> None:
    intake = read("Namn;Mejl;Rum", "Sara;sara;12")
    assert [column.title for column in intake.unknown] == ["Rum"]
    assert read("Namn;Mejl;Rum", "Sara;sara;12", answers=Answers(columns={2: LEAVE_OUT})).unknown == []
    missing = read("Vem;Mejl", "Sara;sara")
    assert [one.row for one in missing.problems] == [1]
    assert len(read("Vem;Mejl", "Sara;sara", answers=Answers(columns={0: "name"})).new) == 1


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_template_can_be_filled_in_and_read(language: str) -> None:
    empty = staff_list.template(language)
    full = empty + b"Sara Ek;sara;Team Barn;;0123;somaliska;1;;\r\n"
    intake = staff_list.read(full, people=[], teams={"Team Barn": BARN}, answers=Answers())
    assert (intake.problems, intake.unknown) == ((), [])
    assert intake.new[0].phone == "0123"


CELL = st.text(st.characters(codec="utf-8", exclude_characters='\x00;"\r\n', exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(CELL, min_size=8, max_size=8), max_size=5), st.binary(max_size=200))
def test_a_row_is_either_read_or_explained_and_garbage_never_raises(cells: list[list[str]], garbage: bytes) -> None:
    staff_list.read(garbage, people=[EVA], teams={}, answers=Answers())
    intake = read(HEAD, *(";".join(row) for row in cells))
    told = {row.number for row in intake.rows} | {one.row for one in intake.problems}
    assert all(any(map(str.strip, row)) <= (number in told) for number, row in enumerate(cells, 2)) or not cells
