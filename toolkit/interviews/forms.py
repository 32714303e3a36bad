"""The shape of booking and reflecting."""

from datetime import datetime
from typing import Any

from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from toolkit import clock, content
from toolkit.fields import DayField, NumberField
from toolkit.forms import VersionedForm, options, stripped
from toolkit.interviews.guide_choice import GuideInUse
from toolkit.interviews.models import Booking, GuideChoice
from toolkit.language import lazy_gettext as _l


class BookingForm(VersionedForm):
    """When, where and with which help the two meet."""

    of_one_person = True
    day = DayField(_l("Day"), validators=[InputRequired(_l("Choose a day."))])
    at = TimeField(_l("Time"), validators=[InputRequired(_l("Choose a time."))])
    minutes = NumberField(
        _l("Minutes"), default=40, description=_l("Most talks take 30 to 40 minutes."),
        validators=[InputRequired(_l("Write how many minutes you plan."))],
    )  # fmt: skip
    place = RadioField(
        _l("Place"), description=_l("The child chooses."), validators=[InputRequired(_l("Choose a place."))]
    )
    place_note = StringField(
        _l("Where exactly"), filters=[stripped], validators=[Optional(), Length(max=200)],
        render_kw={"autocomplete": "off"},
    )  # fmt: skip
    interpreter = BooleanField(_l("An interpreter is needed"))
    interpreter_language = StringField(
        _l("Which language"), filters=[stripped], validators=[Optional(), Length(max=60)],
    )  # fmt: skip

    def offer(self) -> None:
        """Put the places of the content in the list."""
        self.place.choices = options((place.code, place.name) for place in content.current().places)

    def show(self, booking: Booking | None) -> None:
        """Fill the form with what is booked."""
        if booking is not None:
            self.process(obj=booking, **self.moment_of(booking))

    @staticmethod
    def moment_of(booking: Booking) -> dict[str, Any]:
        """Day and time in Sweden, as the fields hold them."""
        local = booking.starts_at.astimezone(clock.LOCAL_ZONE)
        return {"day": local.date(), "at": local.time().replace(second=0, microsecond=0)}

    def starts_at(self) -> datetime:
        """The moment that day and time name in Sweden."""
        return datetime.combine(self.day.data, self.at.data, tzinfo=clock.LOCAL_ZONE)


class GuideChoiceForm(VersionedForm):
    """Which guide fits this child, and what is special about the talk."""

    of_one_person = True
    guide_id = RadioField(_l("Questions for"), validators=[InputRequired(_l("Choose a guide."))])
    reason = StringField(
        _l("Why another age"), filters=[stripped], render_kw={"autocomplete": "off"},
        description=_l("When the child talks like somebody younger or older. Do not write more than is needed."),
        validators=[Optional(), Length(max=300, message=_l("Use at most 300 characters."))],
    )  # fmt: skip
    variants = SelectMultipleField(
        _l("What holds for this talk"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def offer(self) -> None:
        """Put the guides and the variants of the content in the lists."""
        words = content.current()
        self.guide_id.choices = options((guide.id, guide.title) for guide in words.guides)
        self.variants.choices = options((one.id.value, one.name) for one in words.interviewing.variants)

    def show(self, used: GuideInUse, choice: GuideChoice | None) -> None:
        """Fill the form with the guide that is in use."""
        self.process(
            data={
                "guide_id": used.whole.id,
                "reason": used.reason,
                "variants": [variant.value for variant in used.variants],
                "version": choice.version if choice else 0,
            }
        )
        self.offer()


class ReflectionForm(VersionedForm):
    """The own reflection."""

    of_one_person = True
    text = TextAreaField(
        _l("What did you notice about your own way of talking?"), filters=[stripped],
        description=_l("Only you ever see this."),
        validators=[Optional(), Length(max=20_000, message=_l("Use at most 20 000 characters."))],
    )  # fmt: skip
