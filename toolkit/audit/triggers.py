"""The database's own refusal to change the trail. Used by `create_all` and by the migrations alike.

A guard stops mistakes and careless hands. Whoever owns the database can remove it, and the chain then tells.
"""

from typing import Any

from sqlalchemy.engine import Connection

_NEXT = "(SELECT coalesce(max(seq), 0) + 1 FROM audit_entry)"

SQLITE = (
    """CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END""",
    """CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
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
    """CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()""",
    """CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()""",
    """CREATE TRIGGER audit_entry_in_order BEFORE INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_in_order()""",
)


def install(connection: Connection) -> None:
    """Put the guards on the table that was just made. In a migration: `guards.install(op.get_bind())`."""
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)


def install_after_create(_table: object, connection: Connection, **_: Any) -> None:
    """The same, as SQLAlchemy calls it after `create_all` has made the table."""
    install(connection)
