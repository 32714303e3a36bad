"""The signed record of a month's check as PDF: numbers, and the name of who signed. No access and no child is in it."""

from toolkit import language
from toolkit.disposal import certificate
from toolkit.disposal.certificate import Certificate
from toolkit.errors import N_, WrongState
from toolkit.language import full_day
from toolkit.language import gettext as _
from toolkit.log_review.checking import digest
from toolkit.log_review.models import LogReview
from toolkit.log_review.sampling import MOST, holds_everybody

DRAWN = N_(
    "The sample was drawn by the program: everybody who read something in the month has at least one line in it."
)
DRAWN_OF_MANY = N_(
    "The sample was drawn by the program: at least %(most)s of the people who read something in the month have a line"
    " in it."
)
END = N_(
    "So has every file that was taken out with everything about a child, for the archive, or with a seminar’s texts and"
    " quotes. The log holds the sum, so that a later change would be seen."
)


def write(review: LogReview, unit: str) -> bytes:
    """The bytes of a PDF. Raises `WrongState` for a check that nobody has signed."""
    if review.signed_at is None or review.signed_by is None:
        raise WrongState(N_("There is a record once the check has been signed."))
    month = language.month(review.month)
    said = _("%(accesses)s, by %(people)s people", accesses=review.accesses, people=review.people)
    about = Certificate(
        title=_("Check of the log, %(month)s", month=month),
        sender=unit,
        rows=[
            (_("Unit"), unit),
            (_("Accesses in the month"), said),
            (_("Drawn and gone through"), str(review.lines_drawn - review.left)),
            (_("Asked about"), str(review.asked)),
            (_("Not looked at by anybody else"), str(review.left)),
            (_("Signed by"), f"{review.signed_by.name}, {full_day(review.signed_at)}"),
            (_("Sum"), digest(review)),
        ],
        end=f"{_(DRAWN) if holds_everybody(review.people) else _(DRAWN_OF_MANY, most=MOST)} {_(END)}",
        language=language.chosen(),
    )  # fmt: skip
    return certificate.write(about, made_at=review.signed_at)
