"""A database that cannot be reached, or lets nobody in, is a sentence in the terminal and never a trace."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.engine import make_url

from app import main
from tests.servers import postgres_database
from toolkit import database_away, language, starting

pytestmark = pytest.mark.one_database
NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"


@pytest.mark.parametrize("words", [["prepare"], ["doctor"], ["backup", "make"]], ids=" ".join)
def test_every_command_says_whether_it_is_away_or_shut(tmp_path: Path, words: list[str]) -> None:
    """Of an installation that has been prepared: somebody has stopped the database, or changed its password."""
    with postgres_database() as address:
        environment = {"BR_INSTANCE": str(tmp_path / "instance"), "BR_DATABASE_URL": address}
        starting.prepare_instance(environment)
        other = make_url(address).set(database="no_such").render_as_string(hide_password=False)
        for url, said in ((NOWHERE, database_away.AWAY), (other, database_away.SHUT)):
            done = CliRunner().invoke(main, words, env={**environment, "BR_DATABASE_URL": url, "LC_ALL": "sv_SE.UTF-8"})
            assert done.exit_code == 1
            assert language.say_in("sv", said) in done.output.replace("\n", " ")
            assert "Traceback" not in done.output
            assert done.exception is None or isinstance(done.exception, SystemExit)
