"""Verifying: every change in the middle is found at its place; a cut tail against a head kept elsewhere."""

import pytest
import sqlalchemy as sa
from flask import Flask

from toolkit.audit import chain, trail, verifying
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import InvalidInput

LENGTH = 8


@pytest.fixture
def unguarded(app: Flask) -> Flask:
    """A log of eight lines in the hands of somebody who owns the database and has taken the guards away."""
    for number in range(LENGTH):
        trail.record(None, Event.RECORDING_LISTENED, number=number)
    db.session.commit()
    if db.engine.dialect.name == "sqlite":
        names = db.session.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        statements = [f"DROP TRIGGER {name}" for name in names]
    else:
        statements = ["ALTER TABLE audit_entry DISABLE TRIGGER USER"]
    for statement in statements:
        db.session.execute(sa.text(statement))
    db.session.commit()
    return app


def tamper(statement: str) -> None:
    db.session.execute(sa.text(statement))
    db.session.commit()


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_entry SET event = 'people:session:opened' WHERE seq = 3", 3),
        ("UPDATE audit_entry SET facts = '[]' WHERE seq = 1", 1),
        ("UPDATE audit_entry SET actor_id = '00000000000000000000000000000001' WHERE seq = 8", 8),
        ("UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000' WHERE seq = 5", 5),
        ("UPDATE audit_entry SET hash = 'x' WHERE seq = 8", 8),
        ("UPDATE audit_entry SET previous_hash = 'x' WHERE seq = 2", 2),
        ("DELETE FROM audit_entry WHERE seq = 4", 4),
        ("DELETE FROM audit_entry WHERE seq = 1", 1),
        ("UPDATE audit_entry SET seq = 80 WHERE seq = 8", 8),
    ],
)
@pytest.mark.usefixtures("unguarded")
def test_the_first_line_that_was_touched_is_named(statement: str, broken_at: int) -> None:
    assert verifying.verify().is_whole
    tamper(statement)
    verdict = verifying.verify()
    assert not verdict.is_whole
    assert verdict.broken_at == broken_at


@pytest.mark.usefixtures("unguarded")
def test_a_cut_tail_is_seen_only_against_a_head_kept_elsewhere() -> None:
    kept = verifying.verify().head
    assert kept.seq == LENGTH
    tamper("DELETE FROM audit_entry WHERE seq > 6")
    assert verifying.verify().is_whole
    verdict = verifying.verify(kept)
    assert verdict.is_cut
    assert verdict.broken_at is None
    assert not verdict.is_whole


@pytest.mark.usefixtures("unguarded")
def test_a_log_that_has_grown_still_agrees_with_an_earlier_head() -> None:
    kept = verifying.verify().head
    trail.record(None, Event.UNIT_CHANGED)
    db.session.commit()
    assert verifying.verify(kept).is_whole
    assert verifying.verify(chain.Head()).is_whole
    assert not verifying.verify(chain.Head(kept.seq, "f" * 64)).is_whole


def test_the_commands_print_a_head_and_check_against_it(unguarded: Flask) -> None:
    runner = unguarded.test_cli_runner()
    head = runner.invoke(args=["audit", "head"]).output.strip()
    assert head.startswith(f"{LENGTH}:")
    good = runner.invoke(args=["audit", "verify", "--head", head])
    assert (good.exit_code, good.output.splitlines()[1].split(":")[0]) == (0, str(LENGTH + 1))
    tamper("DELETE FROM audit_entry WHERE seq > 3")
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0
    assert runner.invoke(args=["audit", "verify", "--head", head]).exit_code == 1


@pytest.mark.parametrize("text", ["", "8", "8:xyz", "x:" + "0" * 64, "8:" + "0" * 63])
def test_a_head_that_was_written_down_wrong_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        chain.Head.parse(text)


MALFORMED = [
    ("facts = 'no json'", 3),
    ("facts = '[[[['", 3),
    ("facts = NULL", 3),
    ("facts = '{\"a\": NaN}'", 3),
    ("at = 'yesterday'", 3),
    ("at = 12", 3),
    ("at = NULL", 3),
    ("actor_id = 'somebody'", 3),
    ("object_id = x'ff00'", 3),
    ("event = NULL", 3),
    ("event = CAST(x'ff91' AS TEXT)", None),  # the driver gives up on the batch: somewhere from its first row on
    ("hash = NULL", 3),
    ("previous_hash = 7", 3),
    ("seq = 'three'", 3),
    ("seq = -3", 1),
    ("seq = NULL", 1),
    ("seq = 3.5", 3),
]


@pytest.mark.parametrize(("change", "broken_at"), MALFORMED)
def test_whatever_a_row_holds_there_is_a_verdict(unguarded: Flask, change: str, broken_at: int | None) -> None:
    """SQLite takes any value in any column once its table says so; PostgreSQL refuses most of these by itself."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL holds what its columns say")
    loose = "CREATE TABLE loose AS SELECT * FROM audit_entry"
    for statement in (loose, "DROP TABLE audit_entry", "ALTER TABLE loose RENAME TO audit_entry"):
        db.session.execute(sa.text(statement))
    tamper(f"UPDATE audit_entry SET {change} WHERE seq = 3")  # noqa: S608 - our own words
    verdict = verifying.verify()
    assert not verdict.is_whole
    assert verdict.broken_at is not None
    assert broken_at in {None, verdict.broken_at}
    told = unguarded.test_cli_runner().invoke(args=["audit", "verify"])
    assert told.exit_code == 1
    assert isinstance(told.exception, SystemExit)
    assert str(verdict.broken_at) in told.output


@pytest.mark.usefixtures("unguarded")
def test_json_of_another_shape_is_a_verdict_on_both_databases() -> None:
    for facts in ("null", "[]", '"text"', "7", '{"number": "\\u0000"}'.replace("\\u0000", "\\\\")):
        tamper(f"UPDATE audit_entry SET facts = '{facts}' WHERE seq = 3")  # noqa: S608 - our own words
        assert verifying.verify().broken_at == 3
