"""Days and numbers have bounds; rows are counted by plain numbers; none of WTForms' own get past them."""

from datetime import date

import pytest
from flask import Flask
from wtforms import Form, StringField
from wtforms.validators import InputRequired, NumberRange, Optional

from tests.architecture.source import expect_none, modules
from toolkit.fields import DayField, NumberField, RowsField
from toolkit.forms import HouseForm, RowForm

BETWEEN = "Skriv en dag mellan åren 2000 och 2099."


class Meeting(HouseForm):
    """Something on a day, of a length."""

    day = DayField("Day", [InputRequired("Choose a day.")])
    minutes = NumberField("Minutes", [Optional()], default=40)


def sent(app: Flask, **data: str) -> Meeting:
    with app.test_request_context(method="POST", data=data):
        form = Meeting()
        form.validate_on_submit()
    return form


@pytest.mark.parametrize(("day", "problem"), [
    ("2000-01-01", None), ("2099-12-31", None), ("1999-12-31", BETWEEN), ("2100-01-01", BETWEEN),
    ("0001-01-01", BETWEEN), ("9999-12-31", BETWEEN),
    ("i dag", "Skriv dagen som år-månad-dag, till exempel 2026-10-01."), ("", "Choose a day."),
])  # fmt: skip
def test_a_day_is_one_that_the_program_can_live_to_see(app: Flask, day: str, problem: str | None) -> None:
    form = sent(app, day=day)
    assert [str(text) for text in form.day.errors] == ([problem] if problem else [])
    assert form.day.data == (None if problem else date.fromisoformat(day))


def test_the_calendar_of_the_browser_has_the_same_bounds(app: Flask) -> None:
    with app.test_request_context():
        shown = str(Meeting().day())
    assert 'min="2000-01-01"' in shown
    assert 'max="2099-12-31"' in shown


@pytest.mark.parametrize(("text", "number"), [
    ("40", 40), (" 7 ", 7), ("-1", -1), ("2147483647", 2147483647), ("2147483648", None), ("9" * 5000, None),
    ("1e3", None), ("sju", None), ("½", None),
])  # fmt: skip
def test_a_number_is_one_that_the_database_can_hold(app: Flask, text: str, number: int | None) -> None:
    form = sent(app, day="2026-10-01", minutes=text)
    assert form.minutes.data == number
    assert [str(text) for text in form.minutes.errors] == ([] if number else ["Skriv ett helt tal med siffror."])


@pytest.mark.parametrize(("text", "problem"), [
    ("10000", "At most 480."), ("-1", "At most 480."), ("1000000000", "At most 480."),
    ("1" + "0" * 30, "At most 480."), ("6,5", "Skriv ett helt tal med siffror."),
    ("åttio", "Skriv ett helt tal med siffror."),
])  # fmt: skip
def test_of_a_number_that_cannot_be_right_one_thing_is_said(app: Flask, text: str, problem: str) -> None:
    class Long(HouseForm):
        minutes = NumberField("Minutes", [InputRequired("Write one."), NumberRange(1, 480, "At most 480.")])

    with app.test_request_context(method="POST", data={"minutes": text}):
        form = Long()
        assert not form.validate_on_submit()
    assert [str(said) for said in form.minutes.errors] == [problem]


def test_what_was_not_sent_keeps_its_default_and_what_was_left_empty_is_nothing(app: Flask) -> None:
    assert sent(app, day="2026-10-01").minutes.data == 40
    empty = sent(app, day="2026-10-01", minutes="")
    assert (empty.minutes.data, list(empty.minutes.errors)) == (None, [])


class _Row(Form):  # type: ignore[misc]  # WTForms has no types
    name = StringField()


class _Rows(HouseForm):
    rows = RowsField(_Row, min_entries=1)


def test_a_row_is_counted_by_a_plain_number(app: Flask) -> None:
    odd = {f"rows-{number}-name": "nej" for number in ("²", "٣", "-1", "x", "9" * 5000, "100")}
    with app.test_request_context(method="POST", data={"rows-1-name": "två", "rows-0-name": "ett", **odd}):
        assert [row["name"] for row in _Rows().rows.data] == ["ett", "två"]


class _Counted(RowForm):
    name = StringField()
    number = NumberField(validators=[Optional(), NumberRange(max=9)])


class _ManyCounted(HouseForm):
    rows = RowsField(_Counted)


def test_what_is_wrong_in_a_row_is_told_as_a_sentence_in_the_language_of_the_page(app: Flask) -> None:
    sent_rows = {"rows-0-number": "9", "rows-1-number": "99", "rows-2-number": "nio"}
    with app.test_request_context(method="POST", data=sent_rows):
        form = _ManyCounted()
        assert not form.validate()
        told = [(field.id if field else "", sentence) for field, sentence in form.all_errors()]
    assert [name for name, _sentence in told] == ["rows-1-number", "rows-2-number"]
    assert told[0][1].startswith("Rad 2: ")
    assert told[1][1] == "Rad 3: Skriv ett helt tal med siffror."
    assert not any("{" in sentence or "Number" in sentence for _name, sentence in told)


def test_days_numbers_and_rows_are_taken_from_here() -> None:
    unbounded = {"DateField", "DateTimeField", "DateTimeLocalField", "IntegerField", "DecimalField", "FloatField"}
    expect_none(
        f"{module}: take {name} from toolkit.fields"
        for module in modules()
        if module.name != "toolkit.fields"
        for name in (*unbounded, "FieldList")
        if f"wtforms.{name}" in {each.name for each in module.imports}
    )
