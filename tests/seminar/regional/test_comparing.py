"""Municipalities side by side: one order, nothing ranked, and no sum that says more than its parts."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from seminar.regional import listing
from seminar.regional.comparing import Kind, add, brought, compare
from seminar.yearly_files.contents import (
    FORMAT,
    VERSION,
    Answer,
    Change,
    Contents,
    Decided,
    FollowedUp,
    Number,
    Question,
    Share,
    Steps,
    Theme,
)

HIDDEN, TEN = Number(None, 0), Number(10, 10)


def exact(count: int) -> Number:
    return Number(count, count)


def share(count: int, of: int) -> Share:
    return Share(exact(count), exact(of))


def question(text: str, **answers: int) -> Question:
    return Question(text, exact(sum(answers.values())), tuple(Answer(name, exact(n)) for name, n in answers.items()))


def change(text: str, kind: str = "", *, decided: Decided = Decided.PROMISED) -> Change:
    return Change("Tillit", text, kind, decided, None, "")


def a_file(municipality: str, interviewed: Number = TEN, **what: object) -> Contents:
    steps = Steps(exact(20), exact(15), interviewed, exact(9))
    plain = Contents(
        FORMAT, VERSION, municipality, 2026, "sv", datetime(2027, 1, 2, tzinfo=UTC), date(2027, 1, 1), False, 5, 1, 0,
        steps, (), (), (), (), (),
    )  # fmt: skip
    return replace(plain, **what)  # type: ignore[arg-type]  # fields by name


def theme(name: str, count: int = 6, of: int = 10, area: str = "contact") -> Theme:
    return Theme(area, name, share(count, of))


def test_they_stand_in_the_alphabets_order_whatever_came_first_and_however_many_they_met() -> None:
    files = [a_file("östra", exact(84)), a_file("Norrvik", exact(6)), a_file("ALBY", exact(10))]
    compared = compare(files, year=2026)
    assert compared.names == ("ALBY", "Norrvik", "östra")
    assert compared.names == compare(reversed(files), year=2026).names
    assert compared.most == 84


def test_nobody_at_all_is_no_error() -> None:
    compared = compare([], year=2026)
    assert (compared.names, compared.most, compared.themes) == ((), 0, ())
    assert compared.together == Number(0, 0)


@pytest.mark.parametrize(
    ("numbers", "together"),
    [
        ([exact(84), exact(6)], Number(90, 90)),
        ([exact(84), HIDDEN], Number(None, 84)),
        ([Number(None, 12), exact(6)], Number(None, 18)),
        ([HIDDEN, HIDDEN], HIDDEN),
    ],
)
def test_a_sum_is_at_least_what_was_told_as_soon_as_one_may_not_say(numbers: list[Number], together: Number) -> None:
    assert add(numbers) == together
    assert add(numbers).is_hidden == (together == HIDDEN)


def test_a_theme_of_one_alone_stands_apart_and_names_are_one_however_they_are_written() -> None:
    files = [
        a_file("Alby", themes=(theme("Att få veta", 6), theme("Egen"))),
        a_file("Norrvik", themes=(theme("ATT  FÅ VETA", 7), theme("Att få veta", 5, area="knowledge"))),
        a_file("Östra"),
    ]
    compared = compare(files, year=2026)
    (row,) = compared.themes
    assert row.name == "Att få veta"
    assert row.shares == (share(6, 10), share(7, 10), None), "the same name in two areas counts once, the first"
    assert [one.name for one in compared.own_themes(0)] == ["Egen"]
    assert compared.own_themes(1) == []


def test_a_question_stands_beside_its_like_with_answers_that_only_one_has() -> None:
    files = [
        a_file("Alby", questions=(question("Vet du varför?", ja=6, nej=5), question("Ensam?", ja=9))),
        a_file("Norrvik", questions=(question("vet du varför?", ja=7, kanske=5),)),
    ]
    (asked,) = compare(files, year=2026).questions
    assert asked.text == "Vet du varför?"
    told = {row.name: [one and one.count.count for one in row.shares] for row in asked.answers}
    assert told == {"ja": [6, 7], "nej": [5, None], "kanske": [None, 5]}


def test_kinds_of_promises_are_counted_and_a_no_is_none_of_them() -> None:
    files = [
        a_file("Alby", changes=(change("a", "Rutin"), change("b"), change("c", "Rutin", decided=Decided.NO))),
        a_file("Norrvik", changes=(change("d", "Lokal"),), last_year=(FollowedUp("done", 3), FollowedUp("done", 1))),
    ]
    compared = compare(files, year=2026)
    assert compared.kinds == (Kind("Lokal", (0, 1)), Kind("Rutin", (1, 0)), Kind("", (1, 0))), "what is of none, last"
    assert compared.refused == (1, 0)
    assert compared.followed == (Kind("done", (0, 4)),)


@pytest.mark.parametrize(
    ("promised", "refused", "texts"),
    [(5, 2, ["p0", "p1", "n0"]), (5, 0, ["p0", "p1", "p2"]), (1, 1, ["p0", "n0"]), (0, 2, ["n0"]), (0, 0, [])],
)
def test_what_is_brought_to_a_seminar_has_a_no_among_it_where_there_is_one(
    promised: int, refused: int, texts: list[str]
) -> None:
    changes = [change(f"p{n}") for n in range(promised)]
    changes += [change(f"n{n}", decided=Decided.NO) for n in range(refused)]
    assert [one.text for one in brought(a_file("Alby", changes=tuple(changes)))] == texts


def test_the_list_leaves_a_hidden_number_empty_and_no_cell_acts() -> None:
    files = [a_file("Alby", Number(None, 12), themes=(theme("=HYPERLINK(1)"),), changes=(change("+49", "Rutin"),))]
    rows = list(csv.reader(io.StringIO(listing.write(compare(files, year=2026)).decode("utf-8-sig")), delimiter=";"))
    told = {row[4]: row for row in rows[1:]}
    assert rows[0] == list(listing.COLUMNS)
    assert told["interviewed"][5:7] == ["", "12"]
    assert told["read"][5:7] == ["9", "9"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
