"""A worker in a process of its own, to be killed: `python -m tests.toolkit.mail.lab <database url> <port>`.

It has the database, the language and the mail server, and sends what waits until nothing does.
"""

import sys
from datetime import timedelta
from pathlib import Path

from flask import Flask

from tests.speakers import besides
from tests.toolkit.mail.post_office import HERE
from toolkit import app_context, config, language
from toolkit import db as database
from toolkit.config import Settings
from toolkit.installation import Installation
from toolkit.jobs.registry import HANDLERS
from toolkit.jobs.worker import Worker
from toolkit.mail import sending
from toolkit.mail_settings import Encryption, MailSettings


def mail_settings(port: int, **values: object) -> MailSettings:
    """A mail server on this machine."""
    given = {"encryption": Encryption.NONE, **values}
    return MailSettings(
        host=HERE,
        port=port,
        sender="roster@norrvik.example",
        sign_in_at="https://roster.example",
        **given,  # type: ignore[arg-type]
    )


def make_app(url: str, port: int) -> Flask:
    """As much of the program as sending a mail takes."""
    app = Flask("lab")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    database.connect(app)
    language.install(app)
    here = Installation()
    app_context.bind(app, here)
    settings = Settings(instance=Path(), database_url=url, secret_key="k" * 48, mail=mail_settings(port))
    config.SETTINGS.put(settings, here)
    besides(app, HANDLERS, **{sending.SEND: sending.HANDLER})
    return app


if __name__ == "__main__":
    Worker(make_app(sys.argv[1], int(sys.argv[2])), poll=timedelta(seconds=0.05)).run(until_idle=True)
