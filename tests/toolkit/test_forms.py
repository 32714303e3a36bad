"""What every form does with what was sent: only space is nothing, and a change says which version it saw."""

from collections.abc import Iterator

import pytest
from flask import Flask, g
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import DataRequired, InputRequired, Length

from toolkit.errors import InvalidInput
from toolkit.forms import HouseForm, VersionedForm, options, stripped


class Words(VersionedForm):
    """A row's words."""

    text = StringField("Text", filters=[stripped], validators=[DataRequired("Write something.")])


class Choosing(HouseForm):
    """One or more of a few numbers."""

    one = SelectField("One", coerce=int, choices=options([(1, "One")]))
    button = RadioField("Button", coerce=int, choices=options([(1, "One")]))
    several = SelectMultipleField("Several", coerce=int, choices=options([(1, "One")]))


class Row:
    """What stands there now."""

    text, version = "Så var det", 3


def all_forms(parent: type[HouseForm] = HouseForm) -> Iterator[type[HouseForm]]:
    for form in parent.__subclasses__():
        yield form
        yield from all_forms(form)


@pytest.mark.parametrize(("sent", "seen"), [({"version": "2"}, 2), ({}, 0), ({"version": "3"}, 3)])
def test_a_form_says_the_version_that_was_sent_and_never_the_rows_own(
    app: Flask, sent: dict[str, str], seen: int
) -> None:
    with app.test_request_context(method="POST", data={"text": "Nytt", **sent}):
        form = Words(obj=Row())
        assert form.validate_on_submit()
        assert form.values() == {"text": "Nytt", "version": seen}


def test_a_fresh_form_carries_the_rows_version(app: Flask) -> None:
    with app.test_request_context():
        assert Words(obj=Row()).version.data == Row.version


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "\u00a0"])
def test_only_space_is_nothing(app: Flask, text: str) -> None:
    with app.test_request_context(method="POST", data={"text": text}):
        form = Words()
        assert not form.validate_on_submit()
        assert (form.status, form.text.errors) == (422, ["Write something."])


def test_no_field_looks_for_its_words_before_the_space_is_taken_away(app: Flask) -> None:
    """`app` has imported every form of the house."""
    found = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in all_forms()
        for name, field in vars(form).items()
        if isinstance(field, UnboundField) and stripped in field.kwargs.get("filters", ())
        for check in (*field.kwargs.get("validators", ()), *(field.args[1] if len(field.args) > 1 else ()))
        if type(check) is InputRequired
    ]
    assert found == []


@pytest.mark.parametrize("body", ["null", "[]", "1", '"x"', '{"text": "Nytt"}', '{"version": 1e999}', "[[1]]", "{"])
def test_a_body_of_json_fills_in_no_field(app: Flask, body: str) -> None:
    with app.test_request_context(method="POST", data=body, content_type="application/json"):
        form = Words()
        assert not form.validate_on_submit()
        assert (form.status, form.text.errors) == (422, ["Write something."])


def test_a_button_that_is_pressed_by_a_script_is_pressed(app: Flask) -> None:
    with app.test_request_context(method="POST", data="{}", content_type="application/json"):
        assert HouseForm().validate_on_submit()


@pytest.mark.parametrize("forged", ["x", "7"])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("sv", "Det går inte att välja här. Välj igen."), ("en", "That cannot be chosen here. Choose again.")],
)
def test_a_forged_choice_is_answered_in_our_own_words(app: Flask, forged: str, language: str, sentence: str) -> None:
    data = dict.fromkeys(("one", "button", "several"), forged)
    with app.test_request_context(method="POST", data=data, headers={"Cookie": f"language={language}"}):
        form = Choosing()
        assert not form.validate_on_submit()
        assert [told for _field, told in form.all_errors()] == [sentence] * 3
        assert g.chose_unoffered


@pytest.mark.parametrize("data", [{}, {"one": "", "button": "", "several": ""}])
def test_nothing_chosen_is_no_forged_choice(app: Flask, data: dict[str, str]) -> None:
    with app.test_request_context(method="POST", data=data):
        assert not Choosing().validate_on_submit()
        assert not g.get("chose_unoffered")


class Short(HouseForm):
    """A few signs, and no more."""

    line = StringField("Line", validators=[Length(max=5, message="At most 5.")])
    text = TextAreaField("Text", validators=[Length(max=5, message="At most 5.")])


def test_what_is_too_long_is_told_and_never_cut_in_silence(app: Flask) -> None:
    """A browser cuts what is pasted into a field with `maxlength`, and sends the rest as if it were all."""
    with app.test_request_context(method="POST", data={"line": "123456", "text": "1234567"}):
        form = Short()
        assert not form.validate()
        for field in (form.line, form.text):
            assert field.errors == ["At most 5."]
            assert "maxlength" not in field()
            assert "1234567"[: len(field.data)] in field()


def test_a_form_without_a_place_beside_its_fields_says_what_was_wrong(app: Flask) -> None:
    with (
        app.test_request_context(method="POST", data={"line": "100 % too long"}),
        pytest.raises(InvalidInput) as caught,
    ):
        Short().require()
    assert caught.value.values == {"sentence": "At most 5."}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Öberg\n", "Öberg"),
        ("\u202eavnäv\u202c", "avnäv"),
        ("a\u2066b\u2069", "ab"),
        ("Eva\u200b Test\ufeff", "Eva Test"),
        ("محمد", "محمد"),
        ("👩\u200d🏫", "👩\u200d🏫"),
        (None, ""),
    ],
)
def test_what_turns_the_row_beside_it_is_left_out_and_every_letter_stays(written: str | None, kept: str) -> None:
    assert stripped(written) == kept
