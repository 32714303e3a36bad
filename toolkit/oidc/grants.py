"""What the groups of an account give here: roles, and a unit. Never a role that no group gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.access import Role
from toolkit.errors import N_, Misconfigured
from toolkit.oidc_settings import OidcSettings


@dataclass(frozen=True, slots=True)
class Grants:
    """What every group means. Empty: roles and units are given in the program alone."""

    roles: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def roles_of(self, groups: Iterable[str]) -> frozenset[Role]:
        """The roles that any of the groups gives."""
        return frozenset(role for group in groups for role in self.roles.get(group, ()))

    def units_of(self, groups: Iterable[str]) -> frozenset[str]:
        """The names of the units that the groups belong to."""
        return frozenset(self.units[group] for group in groups if group in self.units)


def read(settings: OidcSettings) -> Grants:
    """The groups as the settings say them. Raises `Misconfigured` for a role that there is not."""
    roles = {group: frozenset(_role(name, group) for name in names) for group, names in settings.roles.items()}
    return Grants(roles, dict(settings.units))


def _role(name: str, group: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        raise Misconfigured(
            N_("BR_OIDC_GROUPS_FILE gives “%(group)s” the role %(role)s. The roles are: %(roles)s."),
            group=group, role=name, roles=", ".join(Role),
        ) from None  # fmt: skip
