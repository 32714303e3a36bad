"""How a child signs: with sex and age band, never with a name, a code or an exact age."""

from toolkit.cycles.models import Child, Sex
from toolkit.language import gettext as _


def sex_name(sex: Sex) -> str:
    """ "Girl", "Boy" or "Child" in the language of the request."""
    return str({Sex.GIRL: _("Girl"), Sex.BOY: _("Boy"), Sex.OTHER: _("Child")}[sex])


def signature(child: Child) -> str:
    """ "Girl, 13–14 years"."""
    return _("%(sex)s, %(band)s years", sex=sex_name(child.sex), band=child.age_band)
