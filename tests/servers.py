"""A throwaway PostgreSQL for the tests, and the choice of database that the suite runs on.

`BR_TEST_DATABASE` is `sqlite` (when nothing is said), `postgresql` or `both`; whoever asks for `backend` runs
once for each. `BR_TEST_POSTGRES_URL` names a server of your own, where the tests may create databases.
The server is held by a keeper process (`tests.keeper`), which stops it when the tests end, however they do.
"""

import atexit
import contextlib
import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.packages import NoMeansError, in_ci, install_debian_package

OLDEST = 15
OWN_SERVER = "BR_TEST_POSTGRES_URL"
BACKENDS = {"sqlite": ["sqlite"], "postgresql": ["postgresql"], "both": ["sqlite", "postgresql"]}

CLOSE_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# Deleting from small tables takes a tenth of the time of TRUNCATE, and a copy of a prepared database thirty times as
# long. The role lets it pass triggers and foreign keys.
EMPTY = """
    DO $$ DECLARE one text; BEGIN
        SET LOCAL session_replication_role = replica;
        FOR one IN SELECT format('%I', tablename) FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
            EXECUTE 'DELETE FROM ' || one;
        END LOOP;
        FOR one IN SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'D' LOOP
            EXECUTE 'ALTER TABLE ' || one || ' ENABLE TRIGGER USER';
        END LOOP;
        PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences WHERE schemaname = 'public';
    END $$
"""


def backends() -> list[str]:
    """Return the databases that `BR_TEST_DATABASE` names."""
    choice = os.environ.get("BR_TEST_DATABASE") or "sqlite"
    if choice not in BACKENDS:
        message = f"BR_TEST_DATABASE is {choice!r}; it can be: {', '.join(BACKENDS)}."
        raise pytest.UsageError(message)
    return BACKENDS[choice]


def pytest_configure(config: pytest.Config) -> None:
    """Start the server once, in the first process; the xdist workers inherit its address."""
    config.addinivalue_line("markers", "one_database: runs on the first of the chosen databases only")
    config.addinivalue_line("markers", "database: stands on a database (set by itself)")
    if "postgresql" in backends() and not hasattr(config, "workerinput") and not config.option.collectonly:
        with contextlib.suppress(NoMeansError):  # said again, aloud, by each test that wanted it
            os.environ.setdefault(OWN_SERVER, start())


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what stands on a database, so that `-m` can choose it; run `one_database` on the first backend only."""
    for item in items:
        if "backend" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
    later = backends()[1:]
    again = [item for item in items if item.get_closest_marker("one_database") and _backend_of(item) in later]
    if again:
        config.hook.pytest_deselected(items=again)
        items[:] = [item for item in items if item not in again]


def _backend_of(item: pytest.Item) -> str | None:
    callspec = getattr(item, "callspec", None)
    return callspec.params.get("backend") if callspec else None


@pytest.fixture(scope="session", params=backends())
def backend(request: pytest.FixtureRequest) -> str:
    """Return `sqlite` or `postgresql`: whoever asks for it runs on each of the chosen databases."""
    return str(request.param)


@pytest.fixture(scope="session")
def make_tables() -> Callable[[str], None]:
    """Return what makes the tables at an address: nothing here; the conftest that knows the tables says more."""
    return lambda _url: None


@pytest.fixture(scope="session")
def prepared_url(
    backend: str,
    make_tables: Callable[[str], None],
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> str:
    """Return the address of this worker's database with tables and no rows; on SQLite, a file to copy."""
    if backend == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('prepared') / 'empty.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres_url")
    make_tables(url)
    return url


@pytest.fixture
def database_url(backend: str, prepared_url: str, tmp_path: Path) -> Iterator[str]:
    """Yield the address of a database with tables and no rows, on each of the chosen backends in turn.

    On SQLite it is a new file. On PostgreSQL the tables stay from test to test and are emptied; connections that a
    test forgot are closed, and triggers that it turned off are on again. A test that changes tables in any other way
    takes a `postgres_database` of its own.
    """
    if backend == "sqlite":
        copy = tmp_path / "test.sqlite3"
        prepared = Path(prepared_url.removeprefix("sqlite:///"))
        if prepared.exists():
            shutil.copyfile(prepared, copy)
        yield f"sqlite:///{copy}"
        return
    url = prepared_url
    yield url
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(CLOSE_OTHERS)
        connection.execute(EMPTY)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Yield the address of an empty PostgreSQL database of this worker's own, in SQLAlchemy's form."""
    with postgres_database() as url:
        yield url


@contextlib.contextmanager
def postgres_database(encoding: str = "UTF8") -> Iterator[str]:
    """Create an empty database and yield its address; it is dropped afterwards, whoever still uses it."""
    server = _server_or_skip()
    name = f"br_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        plain = "" if encoding == "UTF8" else "LOCALE 'C'"
        connection.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING '{encoding}' {plain}")
    try:
        yield _sqlalchemy_form(server, name)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _server_or_skip() -> str:
    try:
        return os.environ.get(OWN_SERVER) or start()
    except NoMeansError as problem:
        if in_ci():
            pytest.fail(str(problem), pytrace=False)
        pytest.skip(str(problem))


def _sqlalchemy_form(server: str, name: str) -> str:
    """Return `postgresql+psycopg://…/name?…` for a libpq address of the server's first database."""
    head, _, query = server.partition("?")
    stem, _, _database = head.rpartition("/")
    return re.sub(r"^postgres(ql)?(\+\w+)?:", "postgresql+psycopg:", f"{stem}/{name}") + (query and f"?{query}")


def start() -> str:
    """Start the server for the life of this process and return its libpq address.

    Raises `NoMeansError` when there is no PostgreSQL and none can be installed.
    """
    programs = find_programs() or install_programs()
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.keeper", programs],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the tests; the keeper ends when they do
    )
    if keeper.stdin is None or keeper.stdout is None:
        raise AssertionError(keeper.args)
    address = keeper.stdout.readline().strip()
    if not address:
        message = "PostgreSQL did not start; its own words stand above."
        raise RuntimeError(message)
    os.environ[OWN_SERVER] = address
    atexit.register(_let_go, keeper)
    return address


def _let_go(keeper: subprocess.Popen[str]) -> None:
    for end in (keeper.stdin, keeper.stdout):
        if end:
            end.close()
    keeper.wait(timeout=30)


def find_programs() -> Path | None:
    """Return the folder with `initdb` and `postgres` of the newest version that will do, or None."""
    beside = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    good = (folder for folder in [*debian, *beside] if (folder / "initdb").exists() and _version(folder) >= OLDEST)
    return next(good, None)


def _version(folder: Path) -> int:
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"(\d+)", said)
    return int(found.group()) if found else 0


def install_programs() -> Path:
    """Install Debian's PostgreSQL where we may. Raises `NoMeansError` otherwise."""
    install_debian_package("postgresql", why=f"the tests also run on PostgreSQL {OLDEST} or later")
    programs = find_programs()
    if programs is None:
        message = f"This system's PostgreSQL is older than {OLDEST}; install a newer one."
        raise NoMeansError(message)
    return programs


def main() -> int:
    """Find PostgreSQL, or install it, before the tests start; say which. Return the exit status."""
    if "postgresql" not in backends():
        return 0
    try:
        programs = find_programs() or install_programs()
    except NoMeansError as problem:
        print(f"PostgreSQL: {problem}", file=sys.stderr)
        return 1 if in_ci() else 0
    print(f"PostgreSQL {_version(programs)} in {programs}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
