"""Whether something is there for a row of a list, asked row by row by an index, on both databases.

For an EXISTS beside another in an OR, or among the columns, PostgreSQL may first read all that ever was there, of all
units and years, and then ask its list: a fifth of a second with 50 000 interviews. A scalar is asked for each row.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, literal


def has(query: Select[Any]) -> ColumnElement[bool]:
    """Whether a query that goes by the row of the one around it finds anything."""
    return query.with_only_columns(literal(1), maintain_column_froms=True).limit(1).scalar_subquery().is_not(None)
