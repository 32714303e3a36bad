"""Ties an installation to the Flask app that serves it: inside the app's contexts, and nowhere else, it is meant."""

from flask import Flask, appcontext_popped, appcontext_pushed

from toolkit.installation import Installation

EXTENSION = "installation"


def bind(app: Flask, installation: Installation) -> None:
    """Let every context of the app that begins from now on work for the installation."""
    app.extensions[EXTENSION] = installation


def installation_of(app: Flask) -> Installation:
    """The installation that an app was bound to. Raises `KeyError` for an app that is not ours."""
    found: Installation = app.extensions[EXTENSION]
    return found


def _begin(app: Flask, **_: object) -> None:
    if EXTENSION in app.extensions:
        installation_of(app).begin()


def _end(app: Flask, **_: object) -> None:
    if EXTENSION in app.extensions:
        installation_of(app).end()


appcontext_pushed.connect(_begin)
appcontext_popped.connect(_end)
