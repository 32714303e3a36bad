"""The shape of a pass through one interview: a row of answers for each question, which come from the codebook."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from interview_guides.codes import Countable, CountableAnswer, CountableName
from seminar.answers.answering import AnsweredInterview
from toolkit.forms import VersionedForm, options
from toolkit.language import lazy_gettext as _l


class AnswersForm(VersionedForm):
    """The answers of one interview without its questions."""

    asked: Sequence[str] = ()

    @property
    def answers(self) -> dict[str, CountableAnswer]:
        """What was chosen, by question."""
        return {name: CountableAnswer(self[name].data) for name in self.asked}


def answers_form(
    answers: Iterable[CountableName], questions: Iterable[Countable], interview: AnsweredInterview
) -> AnswersForm:
    """A form with a field for each of some questions, filled with what stands."""
    choices = options((one.code.value, one.name) for one in answers)
    missing = _l("Choose an answer. If the text says nothing of it, choose the last one.")
    fields: Mapping[str, Any] = {
        one.id: RadioField(one.question, choices=choices, validators=[InputRequired(missing)]) for one in questions
    }
    made = type(AnswersForm.__name__, (AnswersForm,), {**fields, "asked": tuple(fields)})
    stands = {name: answer.value for name, answer in interview.answers.items()}
    form: AnswersForm = made(data={**stands, "version": interview.row.version if interview.row else 0})
    return form
