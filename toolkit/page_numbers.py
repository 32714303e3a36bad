"""Which page of a list an address asks for, and the addresses of its other pages: the same filters, another number."""

from collections.abc import Mapping

from flask import Flask, request, url_for

from toolkit.numbers import read_number

PAGE, BEFORE, AFTER = "page", "before", "after"


def install(app: Flask) -> None:
    """Give the templates what they link with."""
    app.jinja_env.globals.update(page_address=address_of, span_address=address_beside)


def asked() -> int:
    """The number of the page that the address asks for; the first when it says none."""
    return request.args.get(PAGE, 1, read_number)


def asked_beside() -> dict[str, int | None]:
    """The number of a row before or after which the address asks a long list to go on; None where it says none."""
    return {name: request.args.get(name, type=read_number) for name in (BEFORE, AFTER)}


def kept() -> int | None:
    """What an address that leads back to this page of the list says: nothing for the first."""
    return number if (number := asked()) > 1 else None


def address_of(number: int) -> str:
    """The address of another page of the list that is shown."""
    return _address({PAGE: number if number > 1 else None})


def address_beside(*, before: int | None = None, after: int | None = None) -> str:
    """The address of the stretch before or after a row of the list that is shown."""
    return _address({BEFORE: before, AFTER: after})


def _address(where: Mapping[str, int | None]) -> str:
    # What starts with a line below would speak to Flask.
    kept = {name: said for name, said in request.args.lists() if any(said) and not name.startswith("_")}
    return url_for(request.endpoint or "", **{**kept, **(request.view_args or {}), **where})
