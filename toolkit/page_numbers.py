"""Which page of a list an address asks for, and the addresses of its other pages: the same filters, another number."""

from flask import Flask, request, url_for

from toolkit.numbers import read_number

PAGE = "page"


def install(app: Flask) -> None:
    """Give the templates what they link with."""
    app.jinja_env.globals["page_address"] = address_of


def asked() -> int:
    """The number of the page that the address asks for; the first when it says none."""
    return request.args.get(PAGE, 1, read_number)


def kept() -> int | None:
    """What an address that leads back to this page of the list says: nothing for the first."""
    return number if (number := asked()) > 1 else None


def address_of(number: int) -> str:
    """The address of another page of the list that is shown. What starts with a line below would speak to Flask."""
    kept = {name: said for name, said in request.args.lists() if any(said) and not name.startswith("_")}
    here = {**kept, **(request.view_args or {}), PAGE: number if number > 1 else None}
    return url_for(request.endpoint or "", **here)
