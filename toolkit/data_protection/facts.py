"""What the drafts say of this installation: units, decisions on disposal, where data lie, how people sign in.

No name of anybody and no content; what nobody has decided is left open for a person.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from toolkit import clock, config
from toolkit.access import Actor, Role
from toolkit.backup_settings import BackupSettings
from toolkit.config import Settings
from toolkit.db import db
from toolkit.disposal.models import DisposalDecision, Material
from toolkit.disposal.naming import MATERIALS, STARTS
from toolkit.errors import N_
from toolkit.hooks import Hook
from toolkit.language import force_locale, full_day, gettext, say_in
from toolkit.people.forms import ROLE_NAMES
from toolkit.people.models import Unit
from toolkit.second_factor import requiring

Facts = dict[str, object]

MODELS: Hook[Callable[[], str]] = Hook("a draft says which speech model transcribes", "speech_models")
"""Answers with the name of the model that is in use, or nothing."""


def gather(actor: Actor, *, language: str) -> Facts:
    """For the administrator. Raises `NotFound` for anybody else."""
    actor.require(Role.ADMINISTRATOR)
    return find(language=language)


def find(*, language: str) -> Facts:
    """The same, for a command on the machine itself, in words of this language."""
    with force_locale(language):
        units = db.session.scalars(select(Unit).order_by(Unit.name)).all()
        settings = config.current()
        return {
            **_of_settings(settings),
            **_of_places(settings),
            **_of_backup(settings.backup),
            "municipality": settings.municipality or next((unit.municipality for unit in units), ""),
            "units": [_of_unit(unit, language) for unit in units],
            "youngest": min((unit.youngest for unit in units), default=5),
            "oldest": max((unit.oldest for unit in units), default=18),
            "required_roles": ", ".join(
                str(ROLE_NAMES[role]).lower() for role in Role if role in requiring.required_roles()
            ),
            "model": next((name for name in (asked() for asked in MODELS.each()) if name), ""),
            "today": full_day(clock.now()),
        }


def _of_settings(settings: Settings) -> Facts:
    return {
        "https": settings.secure_cookies,
        "step_up": settings.step_up_minutes,
        "mail": settings.mail is not None,
        "stdout": settings.monitoring.logs_to_stdout,
        "head": settings.monitoring.sends_head,
        "oidc": getattr(settings, "oidc", None) is not None,
    }


def _of_places(settings: Settings) -> Facts:
    is_sqlite = settings.database_url.startswith("sqlite")
    return {
        "database": "SQLite" if is_sqlite else "PostgreSQL",
        "is_sqlite": is_sqlite,
        "store": settings.store is not None,
        "broker": bool(settings.broker_url),
    }


def _of_backup(backup: BackupSettings) -> Facts:
    return {"backup": backup.place is not None, "backup_keys": backup.keys is not None, "backup_days": backup.days}


def _of_unit(unit: Unit, language: str) -> Facts:
    held = {row.material: row for row in _decisions(unit)}
    recording = held.get(Material.RECORDING)
    return {
        "name": unit.name,
        "controller": unit.controller,
        "officer": unit.data_protection_officer,
        "phone": unit.phone,
        "email": unit.email,
        "youngest": unit.youngest,
        "oldest": unit.oldest,
        "alone_from": unit.consent_alone_from_age,
        "guardians": unit.guardians_required,
        "small_group": unit.small_group,
        "second_reader": unit.second_reader,
        "recording_kept": gettext("for at most %(number)s months", number=recording.months)
        if recording and recording.months
        else "",
        "decisions": [_of_decision(row, language) for row in held.values()],
        "undecided": [say_in(language, MATERIALS[material]) for material in Material if material not in held],
    }


def _of_decision(row: DisposalDecision, language: str) -> Facts:
    kept = gettext("kept for good")
    if row.months and row.counted_from:
        since = say_in(language, STARTS[row.counted_from])
        kept = gettext("at most %(number)s months from %(since)s", number=row.months, since=since)
    return {
        "material": say_in(language, MATERIALS[row.material]),
        "kept": kept,
        "reference": row.reference,
        "decided_on": full_day(row.decided_on),
    }


def _decisions(unit: Unit) -> Sequence[DisposalDecision]:
    query = select(DisposalDecision).where(DisposalDecision.unit_id == unit.id, DisposalDecision.replaced_at.is_(None))
    return db.session.scalars(query.order_by(DisposalDecision.material)).all()


NOTE = N_(
    "A draft, filled in with how the program is set up on %(day)s. Nothing in it is decided. A person reads it, fills"
    " in what is missing, and answers for it."
)
