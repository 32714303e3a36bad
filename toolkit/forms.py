"""Forms: the shape of input. An `InvalidInput` raised by an activity lands beside the field that caused it."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time
from typing import Any

from flask import g, request
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from flask_wtf.i18n import translations
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import Field, FieldList, Form, FormField, HiddenField
from wtforms.fields.choices import SelectChoice, SelectFieldBase
from wtforms.widgets import HiddenInput

from toolkit import transactions
from toolkit.errors import N_, InvalidInput, Overtaken, WrongState
from toolkit.fields import NumberField
from toolkit.language import day, say
from toolkit.language import gettext as _

ONCE = "once"
"""The field with which a form that is sent twice is known again (`toolkit.sent_forms`)."""


NOT_OFFERED = N_("That cannot be chosen here. Choose again.")
OWN_WORDS = {
    "Invalid Choice: could not coerce.": NOT_OFFERED,
    "Invalid choice(s): one or more data inputs could not be coerced.": NOT_OFFERED,
    "Not a valid choice.": NOT_OFFERED,
    "'%(value)s' is not a valid choice for this field.": NOT_OFFERED,
}
"""What WTForms says in words that nobody here would use, in none or in bad Swedish, and what is said instead."""


class _Words:
    """The sentences of WTForms in the language of the page, or our own in their place."""

    def gettext(self, sentence: str) -> str:
        """One sentence."""
        return _(OWN_WORDS[sentence]) if sentence in OWN_WORDS else str(translations.gettext(sentence))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """One of two sentences."""
        return _(OWN_WORDS[one]) if one in OWN_WORDS else str(translations.ngettext(one, many, number))


class HouseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The base of every form. `status` is the HTTP status with which to show it: 422 after something was wrong."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF has no types
        """What a form is read from."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """A form comes as a form. In a JSON body no field is filled in, whatever shape it has."""
            is_json = formdata is _Auto and form.is_submitted() and request.is_json
            return ImmutableMultiDict() if is_json else super().wrap_formdata(form, formdata)

        def get_translations(self, _form: Form) -> _Words:
            """Where its words come from."""
            return _Words()

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Any:
            """As WTForms does, without `maxlength`: a browser would cut what is pasted, and say nothing. We say it."""
            return super().render_field(field, {"maxlength": False, **render_kw})

    # No id: a page may have several forms.
    once = HiddenField(default=lambda: secrets.token_urlsafe(12), render_kw={"id": False})
    general_errors: tuple[str, ...] = ()
    refused = False
    way_out: WrongState | None = None  # a refusal that names a page, for a link to it
    overtaken = False  # refused because somebody else was first: the page shows both texts

    @property
    def status(self) -> int:
        """200 for a fresh form, 422 for one that was sent and not accepted, 409 when it is not the time for it."""
        if self.refused:
            return 409
        return 422 if self.is_submitted() and (self.errors or self.general_errors) else 200

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the fields hold what they may. When not, the request writes nothing: what follows only reads."""
        accepted = bool(super().validate(extra_validators))
        if not accepted:
            transactions.refuse()
            g.chose_unoffered = g.get("chose_unoffered") or any(map(_is_unoffered, self))
        return accepted

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Turn an activity's refusal into words beside the field (or on top), and go on after the block.

        if form.validate_on_submit():
            with form.catching():
                booking.book(actor, assignment_id, **form.values())
                return redirect(…)
        return render_template(…, form=form), form.status
        """
        try:
            yield
        except InvalidInput as error:
            transactions.refuse()
            for each in (error, *error.also):
                self._place(each.field, say(each))
        except WrongState as error:
            transactions.refuse()
            self.refused, self.overtaken = True, isinstance(error, Overtaken)
            self.way_out = error if error.page else None
            self._place(None, say(error))

    def stand_apart(self, key: object) -> None:
        """Give the fields ids of their own, for a page where several forms stand: their names stay."""
        for field in self:
            field.id = f"{field.id}-{key}"

    def require(self) -> None:
        """For a page without places beside its fields. Raise `InvalidInput` with the first sentence about a field that
        is seen; for what no person can send from the page, only a script or a page gone stale, with a general one."""
        if not self.validate_on_submit():
            told = next((text for field, text in self.all_errors() if field is not None), None)
            if told:
                raise InvalidInput(N_("%(sentence)s"), sentence=told)
            raise InvalidInput(N_("The page could not read what was sent. Go back and try again."))

    def values(self) -> dict[str, Any]:
        """What was sent, by field name, without the form's tokens and the buttons."""
        return {
            name: field.data
            for name, field in self._fields.items()
            if name not in {"csrf_token", ONCE} and field.type != "SubmitField"
        }

    def all_errors(self) -> list[tuple[Field | None, str]]:
        """Every error in the order of the page, the general ones first, for the summary. A hidden field is no place."""
        general: list[tuple[Field | None, str]] = [(None, text) for text in self.general_errors]
        told = [each for field in self for each in _told(field)]
        return general + [(None if field.type == "HiddenField" else field, text) for field, text in told]

    def _place(self, name: str | None, sentence: str) -> None:
        field = self._fields.get(name) if name else None
        if field is None:
            self.general_errors = (*self.general_errors, sentence)
        elif not field.errors:  # what cannot be read at all is said once
            field.errors = [sentence]


class RowForm(Form):  # type: ignore[misc]  # WTForms has no types
    """The base of one row of a `RowsField`: its fields say what is wrong in the language of the page."""

    class Meta:
        """Where its words come from: a plain WTForms form speaks English."""

        def get_translations(self, _form: Form) -> _Words:
            """The words of `HouseForm`."""
            return _Words()


class VersionedForm(HouseForm):
    """A form about a row that several people may change. The activity compares `version` and raises `Overtaken`."""

    version = NumberField(widget=HiddenInput(), default=0)
    of_one_person = False  # only another window of the same person can have been first
    stands: tuple[tuple[str, str], ...] = ()  # (label, words) where somebody else's differs, for the page to show

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever does not say what they saw has seen nothing, and not what stands there now."""
        if not self.version.raw_data or not isinstance(self.version.data, int):
            self.version.data, self.version.process_errors = 0, []
        return super().validate(extra_validators)

    def accept_newer(self, row: Any, **said_otherwise: Any) -> None:
        """After a refusal, show what stands and carry its version: whoever saves again has seen both and chooses.

        `said_otherwise` holds the values of fields that the row does not have under the field's name.
        """
        if self.overtaken:
            there = {name: getattr(row, name) for name in self._fields if name != "version" and hasattr(row, name)}
            self.stands = tuple(self._differing(there | said_otherwise))
            self.version.raw_data, self.version.data = None, row.version if row else 0

    def name_of(self, field: Field) -> str:
        """A field's name as it stands beside the words of somebody else."""
        return str(field.label.text)

    def in_words(self, field: Field, value: Any) -> str:
        """A field's value as the page shows it to a reader."""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if getattr(field, "choices", None) is not None:
            chosen = value if isinstance(value, Collection) and not isinstance(value, str) else (value,)
            known = {"" if one is None else str(one) for one in chosen}
            return ", ".join(str(choice[1]) for choice in field.iter_choices() if str(choice[0]) in known)
        if isinstance(value, date):
            return day(value)
        return f"{value:%H.%M}" if isinstance(value, time) else str(value if value is not None else "")

    def _differing(self, there: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, value in there.items():
            field = self._fields[name]
            stands = self.in_words(field, value)
            if stands != self.in_words(field, field.data):
                yield self.name_of(field), stands


def options(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """The choices of a select, radio or checkbox field from (value, label) pairs."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]


def _is_unoffered(field: Field) -> bool:
    """Whether something was chosen that the page does not offer: a forged value, or one of a page that is old."""
    inner = [*(field.form if isinstance(field, FormField) else ()), *(getattr(field, "entries", None) or ())]
    if any(map(_is_unoffered, inner)):
        return True
    sent = [one for one in field.raw_data or () if one]
    return isinstance(field, SelectFieldBase) and bool(sent) and _(NOT_OFFERED) in field.errors


def _told(field: Field) -> Iterator[tuple[Field, str]]:
    """Every sentence about a field and about what is in it, in their order, each with the line of the list it is in."""
    if not isinstance(field, FormField):
        yield from (
            (field, str(text)) for text in field.errors if text and not isinstance(text, Mapping | list | tuple)
        )
    for inner in field.form if isinstance(field, FormField) else ():
        yield from _told(inner)
    for at, row in enumerate(field.entries if isinstance(field, FieldList) else (), start=1):
        for one, sentence in _told(row):
            yield one, _("Line %(number)s: %(sentence)s", number=at, sentence=sentence)


UNSEEN = dict.fromkeys([0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Spaces without width, and what turns the direction (UAX 9): one name can look like another. Joiners stay."""


def stripped(text: str | None) -> str:
    """Text without space around it, and without signs that nobody sees or that turn what stands beside it.

    A field with this filter that may not be empty is `DataRequired`: `InputRequired` looks before the filter.
    """
    return (text or "").translate(UNSEEN).strip()
