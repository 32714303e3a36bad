"""Ids as they come in: from a form, a select or a script."""

import uuid

from toolkit.errors import N_, InvalidInput

UNREADABLE = N_("The page could not read what was sent. Go back and try again.")


def as_id(value: object) -> uuid.UUID:
    """The id that a select sends, or is given as a choice. Raises ValueError."""
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))


def optional_id(value: object) -> uuid.UUID | None:
    """The same, or None for the empty choice."""
    return as_id(value) if value else None


def is_id(text: str) -> bool:
    """Whether a text is an id as we write them."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def read_id(value: str | None, *, refusal: str = UNREADABLE, field: str | None = None) -> uuid.UUID:
    """An id that a page put there itself. Raises `InvalidInput` with `refusal` for anything else."""
    try:
        return uuid.UUID(value or "")
    except ValueError:
        raise InvalidInput(refusal, field=field) from None
