"""The start: makes what is missing (keys, database), then runs web server and worker side by side until Ctrl-C.

Whatever would be unsafe stops here, with a sentence that says what to do.
"""

import os
import secrets
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import click
from sqlalchemy import create_engine, make_url, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from toolkit import config, database_away, earlier_data, migrating, restore_mark, supervising
from toolkit.cycles.models import Assignment, EndReason
from toolkit.database_copy import before_migrating
from toolkit.db import configure, reading
from toolkit.errors import N_, Misconfigured, cannot_write
from toolkit.terminal import say
from toolkit.vault import key_checks, keys, object_client, row_sealing
from toolkit.vault.data_keys import DataKeys
from toolkit.vault.opening import open_store
from toolkit.vault.vault import Vault

KEY_FILE = "vault.json"
DATA_KEY_FILE = "data_keys.json"
LOST_KEYS = N_(
    "Interviews that have no key, so that nothing of them can be opened: %(number)s. Put a newer copy of the folder of"
    " keys back; python app.py keys check names them."
)
NEW_SESSION_KEY = N_(
    "keys/session.key was missing, so a new one was made. Everybody signs in anew; nothing else is lost, and the codes"
    " that children hold go on working."
)

PRACTICE_PASSWORD = "barnens röster"  # noqa: S105 - known to everybody; the settings refuse practice data on a network
PRACTICE_CODES = ("BKM7R-T4VX9", "WN5CH-G2PD6")
"""The own codes of two invented children: one whose quotes are to be looked through, one whose unit has answered."""
SIGN_INS = (
    ("karin", "seminarieledare: omgången, seminariet, tavlan, årsrapporten", "facilitator: cycle, seminar, report"),
    ("sara", "socialsekreterare: vårdnadshavaren sa ja, skriv in barnets svar", "worker: write in the child's answer"),
    ("amir", "socialsekreterare: inspelningen skrivs ut nu, sedan rättar du", "worker: a recording is being heard"),
    ("eva", "enhetschef: besluta om förslag, följ upp åtgärder", "unit leader: decide, follow up"),
    ("mona", "samordnare: enheternas rapporter, kommuner sida vid sida", "coordinator: units and municipalities"),
    ("admin", "systemansvarig: personer, enheter, logg", "administrator: people, units, log"),
)
"""Who to be on a practice installation, and what each can try, in Swedish and in English."""


def open_vault(settings: config.Settings) -> Vault:
    """The vault with its keys. Raises `Misconfigured` when a key is missing, lies open, or does not fit the others."""
    row_sealing.listen()
    ring = keys.load(key_file(settings), sealed_data_exist=earlier_data.lie_in(settings.instance))
    data_keys = DataKeys(settings.keys / DATA_KEY_FILE, ring)
    key_checks.prove_files(data_keys)
    return Vault(open_store(settings), data_keys)


def make_keys(folder: Path, *, sealed_data_exist: bool) -> DataKeys:
    """The keys of a new installation, in its folder. Raises `WrongState`, or `Misconfigured` when they were lost."""
    if (folder / KEY_FILE).exists() and not sealed_data_exist:  # an earlier set-up was broken off between the two
        ring = keys.load(folder / KEY_FILE, sealed_data_exist=False)
    else:
        ring = keys.create(folder / KEY_FILE, sealed_data_exist=sealed_data_exist)
    return DataKeys.begin(folder / DATA_KEY_FILE, ring)


def prove_keys(settings: config.Settings, *, note: bool = False) -> None:
    """Refuse keys that are not those of this database, before a word is written under them. Raises `Misconfigured`.

    With `note` the database is told those that it does not know yet. A file that is not there yet is not made.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return
    engine = create_engine(url)
    configure(engine)
    try:
        with nullcontext() if note else reading(), engine.begin() as connection:
            held = open_vault(settings).keys
            key_checks.prove(held, connection)
            if note:
                key_checks.note(held, connection)
                _tell_lost(held, connection)
    except OperationalError as error:
        raise database_away.why(error) from error
    finally:
        engine.dispose()


def _tell_lost(held: DataKeys, connection: Connection) -> None:
    """Say how many interviews have lost their keys: the program can start, and somebody has to know."""
    going_on = or_(Assignment.end_reason.is_(None), Assignment.end_reason != EndReason.WITHDRAWN)
    there = select(Assignment.id).where(going_on, Assignment.disposed_at.is_(None))
    lost = sum(one.hex not in held for one in connection.scalars(there))
    if lost:
        say(LOST_KEYS, number=lost)


def key_file(settings: config.Settings) -> Path:
    """The file with the keys that the data keys lie under."""
    return settings.keys / KEY_FILE


def prepare_instance(environment: dict[str, str]) -> config.Settings:
    """Make keys and tables where there are none, bring the tables up to date, and return the settings.

    Raises `Misconfigured` when the folder lies open to others, or cannot be written to.
    """
    instance = config.instance_folder(environment)
    try:
        return _prepare(instance, environment)
    except OSError as error:
        raise Misconfigured(cannot_write(error), path=error.filename or instance) from error


def _prepare(instance: Path, environment: dict[str, str]) -> config.Settings:
    instance = _made(instance)
    restore_mark.require_whole(instance)
    folder, has_data = instance / "keys", earlier_data.lie_in(instance)
    if not has_data and not all((folder / name).exists() for name in (KEY_FILE, DATA_KEY_FILE)):
        earlier_data.refuse_elsewhere(environment, instance)
    folder.mkdir(mode=0o700, exist_ok=True)
    if not (folder / KEY_FILE).exists() or not (has_data or (folder / DATA_KEY_FILE).exists()):
        make_keys(folder, sealed_data_exist=has_data)
    if not (folder / "session.key").exists():
        _write_secret(folder / "session.key", secrets.token_urlsafe(48))
        if has_data:
            say(NEW_SESSION_KEY)
    settings = config.read(environment)
    object_client.prove(settings.store)
    url = make_url(settings.database_url)
    kept = before_migrating.keep(url, instance)
    if copy := migrating.bring_up(url) or kept:
        say(N_("The database is brought up to date. A copy from before: %(copy)s"), copy=copy)
    prove_keys(settings, note=True)
    return settings


def _made(instance: Path) -> Path:
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys.check_closed(instance, mode="700")
    return instance


def _write_secret(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="ascii") as file:  # noqa: PTH123 - a handle, not a path
        file.write(text)


@click.command()
def prepare() -> None:
    """Make keys and database, or bring them up to date."""
    say(N_("Ready: %(folder)s"), folder=prepare_instance(dict(os.environ)).instance)


@click.command()
def up() -> None:
    """Prepare, then run web server and worker until Ctrl-C."""
    environment = dict(os.environ)
    with supervising.only_one(_made(config.instance_folder(environment))):
        say(N_("1/3 Keys and database"))
        settings = prepare_instance(environment)
        supervising.require_port(settings)
        if settings.demo:
            say(N_("2/3 Practice data: invented people, a practice model, a practice interview"))
            _load_practice(settings, environment)
        else:
            say(N_("2/3 No practice data (DEMO=0)"))
        say(N_("3/3 Web server and worker"))
        status = supervising.run_together((web_command(), worker_command()), environment, look=_announcing(settings))
        say(N_("Stopped."))
    sys.exit(status)


def _announcing(settings: config.Settings) -> Callable[[], None]:
    """What says, once the web server answers, where it is."""
    told: list[bool] = []

    def look() -> None:
        if not told and _answers(settings):
            told.append(True)
            click.echo(greeting(settings))
            sys.stdout.flush()

    return look


def _load_practice(settings: config.Settings, environment: dict[str, str]) -> None:
    """Load it once, and remember that without asking the program again: the second start takes seconds."""
    loaded = settings.instance / "practice-loaded"
    if not loaded.exists():
        _run_to_end([sys.executable, "app.py", "demo"], environment)
        loaded.touch()


def _run_to_end(command: list[str], environment: dict[str, str]) -> None:
    if subprocess.run(command, cwd=config.ROOT, env=environment, check=False).returncode:  # noqa: S603 - our own command
        raise Misconfigured(N_("The practice data could not be loaded. Remove the instance folder and start again."))


def web_command() -> list[str]:
    """How the web server is started: one process, which holds a request's body in memory and never on disk."""
    return [sys.executable, "app.py", "serve"]


def worker_command() -> list[str]:
    """How the worker is started."""
    return [sys.executable, "app.py", "worker"]


def greeting(settings: config.Settings) -> str:
    """What stands in the terminal once the program answers: where it is, and on a practice installation who to be."""
    lines = [
        "",
        f"Öppna {address(settings)} i webbläsaren. Ctrl-C stänger av.",
        "Open it in your browser. Ctrl-C stops.",
    ]
    if settings.demo:
        width = max(len(name) for name, *_ in SIGN_INS)
        lines += ["", f"Alla här är påhittade. Lösenord för alla: {PRACTICE_PASSWORD}"]
        lines += ["Everybody is invented. The password of all of them is the same.", ""]
        lines += [f"  {name:{width}}  {swedish}\n  {'':{width}}  {english}" for name, swedish, english in SIGN_INS]
    return "\n".join([*lines, ""])


def address(settings: config.Settings) -> str:
    """Where a browser on this machine finds the program."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}/"


def _answers(settings: config.Settings) -> bool:
    """Whether the web server is up. A request on the own machine; no proxy is asked."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{address(settings)}health/web", timeout=2) as answer:
            return int(answer.status) == 200
    except OSError:
        return False
