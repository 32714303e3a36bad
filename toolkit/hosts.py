"""The names that the program goes by: a request for another host is refused, and whole addresses carry the right one.

So no link on paper or in a QR code can be made to lead elsewhere, and no foreign page passes for this one (DNS
rebinding).
"""

from flask import Flask, current_app, request

from toolkit.addresses import answers_to
from toolkit.errors import N_, HouseError


class UnknownHost(HouseError):
    """Somebody asks for the program under a name that is not its own."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The program does not answer to this address. Check that it is written as you were told."
                " Administrators name it in the setting BR_ADDRESS."
            ),
        )


def install(app: Flask, *, addresses: tuple[str, ...], listening: str) -> None:
    """Refuse requests for other hosts, but for the looks of the page that says so. Templates get `absolute`."""
    app.config["ADDRESSES"] = addresses
    app.jinja_env.globals["absolute"] = absolute

    @app.before_request
    def check_host() -> None:
        host = request.environ.get("HTTP_HOST", "localhost")
        if request.endpoint != "static" and not answers_to(host, addresses=addresses, listening=listening):
            request.host = "localhost"  # the page that says so repeats nothing
            raise UnknownHost


def absolute(path: str) -> str:
    """The whole address of a page, for paper and QR codes: the first that was named, or the one that was asked for."""
    return next(iter(current_app.config["ADDRESSES"]), request.host_url).rstrip("/") + path
