"""How a child signs: with sex and age band, never with a name, a code or an exact age."""

from typing import Protocol

from interview_guides.age_bands import AgeBand
from toolkit.cycles.models import Sex
from toolkit.disclosure.counts import Nameable
from toolkit.errors import N_
from toolkit.language import gettext as _

SEX_NAMES = {Sex.GIRL: N_("Girl"), Sex.BOY: N_("Boy"), Sex.OTHER: N_("Child")}


class Signing(Protocol):
    """Whose words are signed: a child, as a row or as a list has it."""

    @property
    def sex(self) -> Sex:
        """As the unit's list says."""

    @property
    def age_band(self) -> AgeBand:
        """The band that the child is signed in."""


def sex_name(sex: Sex) -> str:
    """ "Girl", "Boy" or "Child" in the language of the request."""
    return _(SEX_NAMES[sex])


def signature(child: Signing) -> str:
    """ "Girl, 13–14 years"."""
    return _("%(sex)s, %(band)s years", sex=sex_name(child.sex), band=child.age_band)


def signature_among(child: Signing, groups: Nameable[str, str]) -> str:
    """The same for what leaves the seminar: as much of it as no group of few is named by."""
    sex, band = groups.nameable(child.sex, child.age_band)
    if sex is None:
        return _("%(band)s years", band=band) if band else _("A child")
    return _("%(sex)s, %(band)s years", sex=sex_name(Sex(sex)), band=band) if band else sex_name(Sex(sex))
