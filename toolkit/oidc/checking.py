"""What `doctor` asks about the municipality's own sign-in: whether it answers, what it offers, whether groups fit."""

from collections.abc import Iterator

from sqlalchemy import select

from toolkit.db import db
from toolkit.errors import N_
from toolkit.findings import Finding, warning, well, wrong
from toolkit.oidc import provider as providers
from toolkit.oidc.errors import ProviderAway
from toolkit.oidc.provider import Facts, Provider
from toolkit.people.models import Unit

SIGN_IN = N_("The municipality’s sign-in")


def check() -> Iterator[Finding]:
    """Nothing to say where there is none. Asks the provider, for some seconds at most."""
    provider = providers.find()
    if provider is None:
        return
    try:
        facts = provider.facts()
    except ProviderAway:
        yield wrong(
            SIGN_IN, N_("It does not answer as %(issuer)s. Whoever has a password here signs in as before."),
            N_("Open the address with /.well-known/openid-configuration behind it; BR_OIDC_ISSUER must be what stands"
               " there as issuer, and BR_OIDC_CA_FILE the issuer of its certificate if that is your own."),
            issuer=provider.settings.issuer,
        )  # fmt: skip
        return
    yield from _offers(facts)
    yield from _groups(provider)


def _offers(facts: Facts) -> Iterator[Finding]:
    if not facts.knows_pkce:
        yield warning(
            SIGN_IN, N_("It does not say that it knows PKCE (S256)."), N_("Turn that on in the provider, if it can.")
        )
    if facts.ends_sessions:
        yield well(SIGN_IN, N_("It answers, and tells when somebody has signed out."))
    else:
        yield well(SIGN_IN, N_("It answers. It does not tell when somebody has signed out: sessions end by time."))


def _groups(provider: Provider) -> Iterator[Finding]:
    """The units that the groups name are there: somebody may have called one something else."""
    named = frozenset(provider.grants.units.values())
    there = frozenset(db.session.scalars(select(Unit.name).where(Unit.name.in_(named)))) if named else frozenset()
    if missing := sorted(named - there):
        yield wrong(
            SIGN_IN, N_("Units that are named in BR_OIDC_GROUPS_FILE and are not here: %(number)s, “%(unit)s” first."),
            N_("Write the unit's name there as it stands on the page Units, and start again."),
            number=len(missing), unit=missing[0],
        )  # fmt: skip
    elif provider.grants.roles:
        yield well(SIGN_IN, N_("Groups that give a role here: %(number)s"), number=len(provider.grants.roles))
