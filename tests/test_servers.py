"""The throwaway PostgreSQL: databases of one's own, nothing left behind, and runs on what was chosen."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from tests import servers
from tests.packages import NoMeansError

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent
TRIGGER = """
    CREATE TRIGGER still BEFORE UPDATE ON only_here
    FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
"""
SUITE = """
    import pytest

    def test_each(backend): print(f"on {backend}.")
    @pytest.mark.one_database
    def test_first(backend): print(f"on {backend}.")
    def test_pure(): pass
"""


def test_the_server_is_new_enough_and_the_database_is_empty() -> None:
    with servers.postgres_database() as url:
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            version = connection.scalar(sa.text("SHOW server_version_num"))
            assert int(version or 0) >= servers.OLDEST * 10_000
            assert connection.scalar(sa.text("SHOW server_encoding")) == "UTF8"
            assert sa.inspect(connection).get_table_names() == []
        engine.dispose()


def test_databases_are_apart_and_dropped_although_someone_is_still_connected() -> None:
    with servers.postgres_database() as first, servers.postgres_database() as second:
        assert first != second
        left_open = psycopg.connect(first.replace("+psycopg", ""))
        left_open.execute("CREATE TABLE here (id int)")
        left_open.commit()
        with psycopg.connect(second.replace("+psycopg", "")) as other:
            assert other.execute("SELECT to_regclass('here')").fetchone() == (None,)
    with pytest.raises(psycopg.OperationalError):
        left_open.execute("SELECT 1")
    left_open.close()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(first.replace("+psycopg", ""))


def switched_off_once(engine: sa.Engine) -> None:
    """Make a trigger where there is none yet; see it at work in every turn, and turn it off."""
    enabled = sa.text("SELECT tgenabled FROM pg_trigger WHERE tgname = 'still'")
    with engine.begin() as connection:
        if connection.scalar(enabled) is None:  # the first turn in this process
            connection.execute(sa.text(TRIGGER))
        assert connection.scalar(enabled) in {"O", b"O"}
        connection.execute(sa.text("ALTER TABLE only_here DISABLE TRIGGER USER"))


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_without_rows(database_url: str, turn: int) -> None:
    engine = sa.create_engine(database_url)
    tables = sa.MetaData()
    child = sa.Table("only_here", tables, sa.Column("id", sa.Integer, primary_key=True), sa.Column("code", sa.Text))
    sa.Table("only_here_too", tables, sa.Column("child_id", sa.ForeignKey(child.c.id)))
    tables.create_all(engine)
    if engine.dialect.name == "postgresql":
        switched_off_once(engine)
    with engine.begin() as connection:
        assert connection.execute(sa.select(child)).all() == []
        connection.execute(child.insert().values(code="B1"))
        connection.execute(tables.tables["only_here_too"].insert().values(child_id=1))
        assert connection.execute(sa.select(child.c.id)).scalar_one() == 1
    forgotten = engine.connect()
    forgotten.execute(sa.text("SELECT 1"))
    engine.dispose()
    forgotten.invalidate()


def test_killing_the_tests_leaves_no_server_behind(postgres_url: str) -> None:
    program = "import sys, time; from tests import servers; print(servers.start(), flush=True); time.sleep(60)"
    without_server = {name: value for name, value in os.environ.items() if name != servers.OWN_SERVER}
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=without_server,
        stdout=subprocess.PIPE,
        text=True,
    ) as tests:
        assert tests.stdout is not None
        folder = Path(tests.stdout.readline().strip().partition("host=")[2])
        assert (folder / "data" / "postmaster.pid").exists()
        tests.kill()
    until = time.monotonic() + 20
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("choice", "passed", "deselected"),
    [("", 3, 0), ("postgresql", 3, 0), ("both", 4, 1)],
)
def test_the_chosen_databases_decide_what_runs(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    *,
    postgres_url: str,
    choice: str,
    passed: int,
    deselected: int,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("BR_TEST_DATABASE", choice)
    monkeypatch.setenv(servers.OWN_SERVER, os.environ[servers.OWN_SERVER])
    monkeypatch.delenv("SLIPCOVER_ENABLED", raising=False)  # a run within the run is not measured
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess("-p", "tests.servers", "--strict-markers", "-s")
    result.assert_outcomes(passed=passed, deselected=deselected)
    said = result.stdout.str()
    assert said.count("on sqlite.") == {"postgresql": 0}.get(choice, 2)
    assert said.count("on postgresql.") == {"postgresql": 2, "both": 1}.get(choice, 0)


def test_an_unknown_choice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BR_TEST_DATABASE", "oracle")
    with pytest.raises(pytest.UsageError, match="sqlite, postgresql, both"):
        servers.backends()


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_means_a_build_server_fails_and_a_laptop_skips(
    monkeypatch: pytest.MonkeyPatch,
    ci: str,
    outcome: type[BaseException],
) -> None:
    def no_means() -> str:
        message = "postgresql is missing"
        raise NoMeansError(message)

    monkeypatch.setenv("CI", ci)
    monkeypatch.delenv(servers.OWN_SERVER, raising=False)
    monkeypatch.setattr(servers, "start", no_means)
    with pytest.raises(outcome, match="postgresql is missing"), servers.postgres_database():
        pass
