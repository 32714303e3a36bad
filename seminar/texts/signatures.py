"""How a child signs: with sex and age band, never with a name, a code or an exact age."""

from toolkit.cycles.models import Child, Sex
from toolkit.disclosure.counts import Nameable
from toolkit.errors import N_
from toolkit.language import gettext as _

SEX_NAMES = {Sex.GIRL: N_("Girl"), Sex.BOY: N_("Boy"), Sex.OTHER: N_("Child")}


def sex_name(sex: Sex) -> str:
    """ "Girl", "Boy" or "Child" in the language of the request."""
    return _(SEX_NAMES[sex])


def signature(child: Child) -> str:
    """ "Girl, 13–14 years"."""
    return _("%(sex)s, %(band)s years", sex=sex_name(child.sex), band=child.age_band)


def signature_among(child: Child, groups: Nameable[str, str]) -> str:
    """The same for what leaves the seminar: as much of it as no group of few is named by."""
    sex, band = groups.nameable(child.sex, child.age_band)
    if sex is None:
        return _("%(band)s years", band=band) if band else _("A child")
    return _("%(sex)s, %(band)s years", sex=sex_name(Sex(sex)), band=band) if band else sex_name(Sex(sex))
