"""Why PostgreSQL could not be reached, in words for whoever starts the program or runs a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from toolkit.errors import N_, Misconfigured

AWAY = N_("The database cannot be reached. Start it, and then the program.")
SHUT = N_(
    "The database answers, but does not let the program in. Is it still starting? If not: are the user, the password"
    " and the name of the database the ones that it has now? They stand in BR_DATABASE_URL, and the password in the"
    " file that BR_DATABASE_PASSWORD_FILE names."
)


def why(error: OperationalError) -> Misconfigured:
    """The refusal for an error that came before there was a connection. A server that answers says FATAL."""
    return Misconfigured(SHUT if "FATAL" in str(error.orig) else AWAY)


@contextmanager
def told() -> Iterator[None]:
    """In here a database that lets nobody in is `Misconfigured`; an error of a statement stays what it is."""
    try:
        yield
    except OperationalError as error:
        if error.statement:
            raise
        raise why(error) from error
