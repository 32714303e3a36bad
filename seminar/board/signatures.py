"""How a child signs: with sex and age band, never with a name, a code or an exact age."""

from toolkit.cycles.models import Child
from toolkit.language import gettext as _

BANDS = ((5, 8), (9, 12), (13, 14), (15, 18))
SEXES = ("girl", "boy", "other")


def age_band(age: int) -> str:
    """The band as it is written: "13–14"; an age outside the bands belongs to the nearest one."""
    first, last = next((band for band in BANDS if age <= band[1]), BANDS[-1])
    return f"{first}–{last}"


def bands() -> tuple[str, ...]:
    """Every band in order."""
    return tuple(f"{first}–{last}" for first, last in BANDS)


def sex_name(sex: str) -> str:
    """ "Girl", "Boy" or "Child" in the language of the request."""
    return str({"girl": _("Girl"), "boy": _("Boy")}.get(sex) or _("Child"))


def signature(child: Child) -> str:
    """ "Girl, 13–14 years"."""
    return _("%(sex)s, %(band)s years", sex=sex_name(child.sex), band=age_band(child.age))
