"""What stands on the certificate of a delivery, in the words of whoever prints it."""

from toolkit import clock, language
from toolkit.archiving.models import ArchiveDelivery
from toolkit.disposal.certificate import Certificate
from toolkit.disposal.naming import MATERIALS
from toolkit.errors import N_
from toolkit.language import full_day
from toolkit.language import gettext as _

END = N_(
    "The archive has a copy in open formats with a SHA-256 sum for each file. What was handed over stays here, too,"
    " until a decision disposes of it."
)


def compose(row: ArchiveDelivery, unit: str) -> Certificate:
    """The certificate of a delivery that the archive has, with its decision and both persons."""
    confirmed = row.confirmed_by
    return Certificate(
        title=_("Delivery to the archive no. %(number)s", number=row.number),
        sender=unit,
        rows=[
            (_("Unit"), unit),
            (_("What"), f"{_(MATERIALS[row.material])}, {row.cycle.name}"),
            (_("Interviews"), str(row.interviews)),
            (_("By the decision"), f"{row.decision.reference}, {full_day(row.decision.decided_on)}"),
            (_("Proposed by"), f"{row.proposed_by.name}, {full_day(row.created_at)}"),
            (_("Confirmed by"), f"{confirmed.name if confirmed else ''}, {full_day(row.confirmed_at or clock.now())}"),
            (_("Received by the archive"), f"{row.receipt}, {full_day(row.handed_over_at or clock.now())}"),
        ],
        end=_(END),
        language=language.chosen(),
    )
