"""What stands on a certificate, in the words of whoever prints it."""

from collections.abc import Mapping

from toolkit import clock, language
from toolkit.disposal.certificate import Certificate
from toolkit.disposal.materials import RULES
from toolkit.disposal.models import DisposalProposal, Material
from toolkit.disposal.naming import MATERIALS
from toolkit.errors import N_
from toolkit.language import full_day
from toolkit.language import gettext as _

_BY_KEY = N_(
    "The bytes are removed and the keys that opened them are destroyed. No copy of the data opens them, once older"
    " copies of the keys are replaced too."
)
_LINES = N_(
    "The lines are removed from the database. Copies of the data that were made before hold them until those copies are"
    " removed in their turn."
)
ENDS: Mapping[Material, str] = {material: _BY_KEY if rule.parts else _LINES for material, rule in RULES.items()}
"""What a certificate promises of each kind of material, and no more."""


def compose(row: DisposalProposal, unit: str) -> Certificate:
    """The certificate of what was carried out, with its decision and both persons."""
    held, settled = row.decision, row.settled_by
    return Certificate(
        title=_("Certificate of disposal no. %(number)s", number=row.number),
        sender=unit,
        rows=[
            (_("Unit"), unit),
            (_("What"), _(MATERIALS[row.material])),
            (_("How many"), str(row.disposed)),
            (_("By the decision"), f"{held.reference}, {full_day(held.decided_on)}"),
            (_("Proposed by"), f"{row.proposed_by.name}, {full_day(row.created_at)}"),
            (
                _("Confirmed and carried out by"),
                f"{settled.name if settled else ''}, {full_day(row.settled_at or clock.now())}",
            ),
        ],
        end=_(ENDS[row.material]),
        language=language.chosen(),
    )
