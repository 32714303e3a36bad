"""The database's own refusal to change the trail, or to remove of it what no anchor says is disposed of.

Used by `create_all` and by the migrations alike. A guard stops mistakes and careless hands. Whoever owns the database
can remove it, and the chain then tells.
"""

from typing import Any

from sqlalchemy.engine import Connection

_NEXT = "(SELECT coalesce(max(seq), 0) + 1 FROM audit_entry)"
_ANCHORED = "(SELECT coalesce(max(seq), 0) FROM audit_anchor)"
# An anchor stands on a line that is there, not the last one, and after the anchor before it.
_FOUNDED = """(
    EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq AND hash = NEW.hash AND at = NEW.last_at)
    AND NEW.seq < (SELECT max(seq) FROM audit_entry)
    AND NEW.seq > (SELECT coalesce(max(seq), 0) FROM audit_anchor))"""

SQLITE = (
    """CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END""",
    f"""CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    WHEN NOT coalesce(typeof(OLD.seq) = 'integer' AND OLD.seq <= {_ANCHORED}, 0)
    BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END""",
    # INSERT OR REPLACE deletes without asking the trigger above: only the next number may be added.
    f"""CREATE TRIGGER audit_entry_in_order BEFORE INSERT ON audit_entry WHEN NEW.seq <> {_NEXT}
    BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END""",
)
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'audit_entry is append-only'; END $$""",
    f"""CREATE OR REPLACE FUNCTION audit_entry_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.seq <> {_NEXT} THEN RAISE EXCEPTION 'audit_entry is append-only'; END IF;
      RETURN NEW;
    END $$""",
    f"""CREATE OR REPLACE FUNCTION audit_entry_only_disposed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.seq > {_ANCHORED} THEN RAISE EXCEPTION 'audit_entry is append-only'; END IF;
      RETURN OLD;
    END $$""",
    """CREATE TRIGGER audit_entry_no_change BEFORE UPDATE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()""",
    """CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_only_disposed()""",
    """CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()""",
    """CREATE TRIGGER audit_entry_in_order BEFORE INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_in_order()""",
)
ANCHOR_SQLITE = (
    """CREATE TRIGGER audit_anchor_no_update BEFORE UPDATE ON audit_anchor
    BEGIN SELECT RAISE(ABORT, 'audit_anchor is append-only'); END""",
    """CREATE TRIGGER audit_anchor_no_delete BEFORE DELETE ON audit_anchor
    BEGIN SELECT RAISE(ABORT, 'audit_anchor is append-only'); END""",
    f"""CREATE TRIGGER audit_anchor_founded BEFORE INSERT ON audit_anchor WHEN NOT {_FOUNDED}
    BEGIN SELECT RAISE(ABORT, 'audit_anchor stands on no line'); END""",
)
ANCHOR_POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION audit_anchor_founded() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NOT {_FOUNDED} THEN RAISE EXCEPTION 'audit_anchor stands on no line'; END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER audit_anchor_no_change BEFORE UPDATE OR DELETE ON audit_anchor
    FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()""",
    """CREATE TRIGGER audit_anchor_no_truncate BEFORE TRUNCATE ON audit_anchor
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()""",
    """CREATE TRIGGER audit_anchor_founded BEFORE INSERT ON audit_anchor
    FOR EACH ROW EXECUTE FUNCTION audit_anchor_founded()""",
)


def install(connection: Connection) -> None:
    """Put the guards on the table that was just made. In a migration: `triggers.install(op.get_bind())`."""
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)


def install_anchor(connection: Connection) -> None:
    """The same for the table of anchors, which is made after the trail's."""
    for statement in ANCHOR_SQLITE if connection.dialect.name == "sqlite" else ANCHOR_POSTGRESQL:
        connection.exec_driver_sql(statement)


def install_anchor_after_create(_table: object, connection: Connection, **_: Any) -> None:
    """The same, as SQLAlchemy calls it."""
    install_anchor(connection)


def install_after_create(_table: object, connection: Connection, **_: Any) -> None:
    """The same, as SQLAlchemy calls it after `create_all` has made the table."""
    install(connection)
