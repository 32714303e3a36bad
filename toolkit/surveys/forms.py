"""The shape of a code, of a child's answer, and of the surveys to people at work, whose fields are content."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from interview_guides.surveys import FaceScale, FieldKind, Option
from interview_guides.surveys import Field as Question
from toolkit.fields import NumberField
from toolkit.forms import HouseForm, VersionedForm, options, stripped
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l

LONGEST_TEXT = 4000
LONGEST_NOTES = 20_000


class CodeForm(HouseForm):
    """The code that a child was given."""

    code = StringField(
        _l("Your code"),
        validators=[
            InputRequired(_l("Enter the code you were given.")),
            Length(max=40, message=_l("The code is not right. Check it and try again.")),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "inputmode": "text"},
    )


class SignedInCodeForm(CodeForm):
    """The same in the browser of somebody who is signed in: it is locked first, unless they type from a paper."""

    pin = PasswordField(
        _l("Choose a PIN"),
        description=_l("Four to eight digits. You enter it when you take the device back."),
        validators=[Length(max=20)],
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )
    from_paper = BooleanField(_l("The child is not here: I am entering answers from paper"))


class HandOverForm(HouseForm):
    """A PIN, and the child answers in this browser."""

    pin = PasswordField(
        _l("Choose a PIN"),
        description=_l("Four to eight digits. You enter it when you take the device back."),
        validators=[InputRequired(_l("Choose a PIN.")), Length(max=20)],
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )


class AnswerForm(HouseForm):
    """One question to a child. Everything may be left empty."""

    face = RadioField(_l("Choose a face"), validators=[Optional()], coerce=int)
    words = TextAreaField(
        validators=[Length(max=LONGEST_TEXT, message=_l("That was very long. Make it a bit shorter."))]
    )

    def offer(self, scale: FaceScale) -> None:
        """Let the child choose among these faces."""
        self.face.choices = options((face.value, face.label) for face in scale.faces)


class InterviewerForm(VersionedForm):
    """The interviewer's survey without its questions, which come from the content."""

    of_one_person = True


class StaffForm(HouseForm):
    """The staff's survey without its questions. It is never filled from what stands: nobody can see whose that is."""


class FocusNotesForm(VersionedForm):
    """Notes from a talk in the group."""

    text = TextAreaField(_l("Notes"), filters=[stripped], validators=[Length(max=LONGEST_NOTES)])


Questions = Sequence[tuple[Question, Sequence[Option]]]


def interviewer_form(fields: Questions, answers: Mapping[str, Any], *, version: int) -> InterviewerForm:
    """The interviewer's survey as a form, filled with what was answered before."""
    form: InterviewerForm = _asking(InterviewerForm, fields)(data={**answers, "version": version})
    return form


def staff_form(fields: Questions) -> StaffForm:
    """The staff's survey as an empty form."""
    form: StaffForm = _asking(StaffForm, fields)()
    return form


def _asking(base: type[HouseForm], fields: Questions) -> type[Any]:
    """A form class with a field for each question."""
    return type(base.__name__, (base,), {question.id: _field(question, given) for question, given in fields})


def _field(question: Question, given: Sequence[Option]) -> Field:
    described = {"label": question.label, "description": question.help}
    choices = options((option.code, option.name) for option in given)
    match question.kind:
        case FieldKind.CHOICE | FieldKind.SCALE:
            return RadioField(**described, validators=[Optional()], choices=choices)
        case FieldKind.CHOICES:
            return SelectMultipleField(
                **described, choices=choices, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
            )
        case FieldKind.NUMBER:
            message = _("Write a whole number from %(low)s to %(high)s.", low=question.lowest, high=question.highest)
            return NumberField(
                **described,
                validators=[Optional(), NumberRange(question.lowest, question.highest, message=message)],
            )
        case FieldKind.TEXT:
            return TextAreaField(**described, filters=[stripped], validators=[Length(max=LONGEST_TEXT)])
