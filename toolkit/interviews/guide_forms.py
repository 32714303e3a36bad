"""The shape of a card that a unit writes, and of the places where its cards stand."""

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from interview_guides.codes import Countable
from interview_guides.guides import Question
from toolkit.fields import NumberField
from toolkit.forms import HouseForm, VersionedForm, options, stripped
from toolkit.interviews.guide_changes import CardWords
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l

MOST_PROBES = 6


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


class WordsForm(HouseForm):
    """A question, its probes, what can be counted, and what the interviewer should know."""

    text = StringField(
        _l("The question"), filters=[stripped],
        validators=[DataRequired(_l("Write the question.")), Length(max=200)], render_kw={"autocomplete": "off"},
    )  # fmt: skip
    count_text = StringField(
        _l("Straight out, if it has not been said"), filters=[stripped], validators=[Optional(), Length(max=200)],
        description=_l("A question that can be answered yes or no. It is asked last."),
        render_kw={"autocomplete": "off"},
    )  # fmt: skip
    probes = TextAreaField(
        _l("To get further"), filters=[stripped], validators=[Optional(), Length(max=800)],
        description=_l("One on each line."),
    )  # fmt: skip
    hint = TextAreaField(_l("To the interviewer"), filters=[stripped], validators=[Optional(), Length(max=500)])
    anyway = BooleanField(_l("Save it all the same"))

    def validate_probes(self, field: TextAreaField) -> None:
        """No more than a card has room for: what is left out in silence is lost."""
        if len(_lines(field.data)) > MOST_PROBES:
            raise ValidationError(_("A card has room for %(most)s of them. Take some away.", most=MOST_PROBES))

    def words(self) -> CardWords:
        """What was written, with a probe for each line."""
        return CardWords(
            text=self.text.data,
            count_text=self.count_text.data or "",
            probes=_lines(self.probes.data),
            hint=self.hint.data or "",
        )


class CardForm(VersionedForm, WordsForm):
    """A card that stands, to write anew."""

    def show(self, card: Question, version: int) -> None:
        """Fill the form with a card as it stands."""
        words = {"text": card.text, "count_text": card.count_text, "hint": card.hint}
        self.process(data={**words, "probes": "\n".join(card.probes), "version": version})


class NewCardForm(WordsForm):
    """A card of the unit's own. It can take on something countable that no other card asks."""

    countable = RadioField(_l("What it counts"), default="")

    def offer(self, uncounted: Iterable[Countable]) -> None:
        """The choice among what is not counted, or no choice at all."""
        self.countable.choices = options([("", _("Nothing")), *((one.id, one.name) for one in uncounted)])


class StandsForm(VersionedForm):
    """That a card is taken out or put back, by somebody who has seen how the guide stands."""


class MoveForm(VersionedForm):
    """Which number the card is to have in its area, and which button is to have the focus afterwards."""

    to = NumberField()
    step = HiddenField()
