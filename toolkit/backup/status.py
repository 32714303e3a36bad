"""How it is with the copies: what is fine, what is not, and the way out. For the administrator's page and for others.

Whoever watches asks `list_troubles`: nothing is well unless a copy was made lately, its keys lie somewhere else too, a
drill has opened one, and the recovery code has been shown to somebody (that it lies on paper, nobody but them knows).
"""

from dataclasses import dataclass
from datetime import timedelta

from toolkit import clock, config
from toolkit.access import Actor, Role
from toolkit.backup import runs
from toolkit.backup.models import Act, BackupRun
from toolkit.backup_settings import BackupSettings
from toolkit.errors import N_

OLD = {Act.COPY: timedelta(hours=36), Act.DRILL: timedelta(days=15)}
"""A copy is made each day and a drill each week; so much later than that something is wrong."""

FAILURES = {
    "full": N_("there is no room left, where the copies lie or beside the database. Make room."),
    "damaged": N_("the copy is damaged, and was refused. Look at the disk that the copies lie on."),
    "not_there": N_(
        "the folder or bucket is not there, or cannot be written to. Is the disk or the share connected? A bucket needs"
        " make machines."
    ),
    "away": N_("the store that the copies lie in does not answer. Is it running, and does the network reach it?"),
    "other_key": N_("the copy was sealed with another key. Put keys/backup.json back."),
    "not_now": N_("another copy was being made."),
    "emptied": N_(
        "the folder holds no copy, although copies were made there. Is the right disk connected? If you chose a new"
        " folder, run: python app.py backup make --new-place"
    ),
    "unexpected": N_("something unforeseen happened. The log file of the worker says when."),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is not as it should be. `said` and `way_out` are msgids; `failure` a key of FAILURES that says more."""

    said: str
    way_out: str
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What the page shows."""

    settings: BackupSettings
    copy: BackupRun | None
    keys: BackupRun | None
    drill: BackupRun | None
    code: BackupRun | None
    troubles: tuple[Trouble, ...]

    @property
    def hours(self) -> int:
        """How long ago the last copy was made; 0 where there is none."""
        return int((clock.now() - self.copy.finished_at) / timedelta(hours=1)) if self.copy else 0


def get_status(actor: Actor) -> Status:
    """For the administrator. Raises `NotFound` for anybody else."""
    actor.require(Role.ADMINISTRATOR)
    return find()


def find() -> Status:
    """The same, for whoever watches the installation."""
    settings = config.current().backup
    copy, keys, drill = (runs.find_last(act, well=True) for act in (Act.COPY, Act.KEYS, Act.DRILL))
    code = runs.find_last(Act.CODE)
    return Status(settings, copy, keys, drill, code, tuple(_troubles(settings, copy, drill, code)))


def _troubles(
    settings: BackupSettings, copy: BackupRun | None, drill: BackupRun | None, code: BackupRun | None
) -> list[Trouble]:
    if settings.place is None:
        return [
            Trouble(
                N_("No copies are made by themselves. If this machine breaks, all that came after the last is lost.")
                if copy
                else N_("No copies are made. If this machine breaks, everything is lost."),
                N_(
                    "Set BR_BACKUP_FOLDER (or BR_BACKUP_URL, a bucket) and BR_BACKUP_KEYS to two places on other"
                    " machines, and start again."
                ),
            )
        ]
    found = [_about_copy(copy), _about_keys(settings), _about_drill(drill, copy), _about_code(code)]
    return [one for one in found if one]


def _about_copy(copy: BackupRun | None) -> Trouble | None:
    failure = _failure_since(Act.COPY, copy)
    if failure:
        return Trouble(
            N_("The latest copy failed:"), N_("It is tried again each hour. Or: python app.py backup make"), failure
        )
    if copy is None:
        return Trouble(N_("No copy has been made yet."), N_("The worker makes one when it starts. Is it running?"))
    if _is_old(copy, Act.COPY):
        return Trouble(
            N_("The last copy is old. What was done since then would be lost."),
            N_("The worker makes one each day. Is it running? Or: python app.py backup make"),
        )
    return None


def _about_keys(settings: BackupSettings) -> Trouble | None:
    if settings.keys is None:
        return Trouble(
            N_("The keys lie on this machine alone. Without them no copy can be opened."),
            N_("Set BR_BACKUP_KEYS to a folder on another machine, apart from the copies, and start again."),
        )
    failure = _failure_since(Act.KEYS, runs.find_last(Act.KEYS, well=True))
    if failure:
        return Trouble(N_("The keys could not be copied:"), N_("It is tried again within ten minutes."), failure)
    return None


def _about_drill(drill: BackupRun | None, copy: BackupRun | None) -> Trouble | None:
    failure = _failure_since(Act.DRILL, drill)
    if failure:
        return Trouble(N_("The latest drill failed:"), N_("Run it by hand: python app.py backup drill"), failure)
    if drill is None and copy is not None:
        return Trouble(
            N_("No copy has been tried yet. Nobody knows whether one opens."), N_("Run: python app.py backup drill")
        )
    if drill is not None and _is_old(drill, Act.DRILL):
        return Trouble(N_("It is long since a copy was tried."), N_("Run: python app.py backup drill"))
    return None


def _about_code(code: BackupRun | None) -> Trouble | None:
    if code is None:
        return Trouble(
            N_("The recovery code has never been shown. If this machine breaks, no copy can be opened without it."),
            N_("Run python app.py backup code, write it on paper, and put that in a safe."),
        )
    return None


def _failure_since(act: Act, well: BackupRun | None) -> str | None:
    last: BackupRun | None = runs.find_last(act, well=False)
    if last is None or (well is not None and well.finished_at >= last.finished_at):
        return None
    return last.failure


def _is_old(run: BackupRun, act: Act) -> bool:
    return clock.now() - run.finished_at > OLD[act]
