"""The shape of what somebody thinks of one access."""

from typing import Self

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from toolkit.forms import HouseForm, options, stripped
from toolkit.language import lazy_gettext as _l
from toolkit.log_review.models import Finding, LogReviewLine

LONGEST_NOTE = 1000


class FindingForm(HouseForm):
    """Whether it looks right, or somebody is asked about it."""

    finding = RadioField(
        _l("What do you think?"),
        coerce=Finding,
        choices=options([(Finding.RIGHT, _l("It looks right")), (Finding.ASK, _l("I ask about it"))]),
        validators=[InputRequired(_l("Choose what you think of it."))],
    )
    note = TextAreaField(
        _l("Note"),
        filters=[stripped],
        description=_l("What you ask about and whom, and what came of it. Write no child’s name."),
        validators=[Length(max=LONGEST_NOTE)],
    )

    @classmethod
    def of(cls, line: LogReviewLine) -> Self:
        """What is thought of a line; of one that nobody has judged, what its page is opened for: to ask about it."""
        return cls(obj=line, finding=line.finding if line.is_judged else Finding.ASK)
