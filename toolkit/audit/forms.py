"""What the administrator can ask the log for. Sent with GET, so that a filtered page has an address."""

import uuid
from collections.abc import Mapping
from typing import Any

from wtforms import SelectField
from wtforms.validators import Optional, ValidationError

from toolkit.audit import saying, wording
from toolkit.audit.reading import Filters
from toolkit.fields import DayField
from toolkit.forms import HouseForm, options
from toolkit.ids import optional_id
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l


class FilterForm(HouseForm):
    """Dates, person and act; what is left empty does not filter."""

    class Meta:
        csrf = False  # it changes nothing

    once = None
    from_on = DayField(_l("From"), validators=[Optional()])
    to_on = DayField(_l("To, that day included"), validators=[Optional()])
    person = SelectField(_l("Who"), validators=[Optional()])
    event = SelectField(_l("What"), validators=[Optional()])

    def offer(self, names: Mapping[uuid.UUID, str]) -> None:
        """Fill the two lists, in alphabetical order."""
        people = sorted(((str(key), name) for key, name in names.items()), key=lambda pair: pair[1].casefold())
        acts = sorted(((event, saying.say_act(event)) for event in wording.ACTS), key=lambda pair: pair[1])
        self.person.choices = options([("", _l("Everybody")), *people])
        self.event.choices = options([("", _l("Everything")), *acts])

    def validate_to_on(self, field: DayField) -> None:
        """The span is read from the first day to the last."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_("The last day is before the first. Choose a later one, or leave it empty."))

    def filters(self) -> Filters:
        """What to show: nothing is filtered away while something in the form is wrong."""
        if not self.validate():
            return Filters()
        values: dict[str, Any] = self.values()
        person = values["person"]
        return Filters(values["from_on"], values["to_on"], optional_id(person), values["event"] or None)
