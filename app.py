"""Barnens röster, put together: `create_app` for the web server and the worker, and the commands of `python app.py`.

Read the two tuples first: the rooms of the house, and the words in the top bar.
"""

import sys

import click
from flask import Flask
from flask.cli import FlaskGroup

from toolkit import access, config, content, db, front, language, pages, starting, unhurried, web
from toolkit.access import Role
from toolkit.audit import naming
from toolkit.audit import views as audit
from toolkit.cycles import child_views as children
from toolkit.cycles import draw_views as draws
from toolkit.cycles import views as cycles
from toolkit.disposal import views as disposal
from toolkit.errors import N_, HouseError
from toolkit.front import Door
from toolkit.interviews import take_views
from toolkit.interviews import views as interviews
from toolkit.jobs import commands as jobs
from toolkit.participation import views as participation
from toolkit.people import admin_views as administration
from toolkit.people import directory, sessions
from toolkit.people import views as people
from toolkit.vault import columns, uploads
from transcription import commands as models
from transcription import telling
from transcription import views as transcription

ROOMS = (
    pages.bp,
    people.bp,
    interviews.bp,
    participation.bp,
    administration.bp,
    take_views.bp,
    audit.bp,
    cycles.bp,
    children.bp,
    draws.bp,
    disposal.bp,
    jobs.bp,
    transcription.bp,
)

# Who speaks for the steps of «My interview».
STEPS = (interviews.install, telling.install)

WORKER, FACILITATOR = Role.SOCIAL_WORKER, Role.FACILITATOR
LEADER, ADMINISTRATOR = Role.UNIT_LEADER, Role.ADMINISTRATOR

INTERVIEW_ROOMS = {"interviews", "participation", "recordings", "transcription"}

# The words in the top bar: where each leads, for whom, and which rooms count as being there.
DOORS = (
    Door(
        "interviews.mine", N_("My interview"), {WORKER}, {"interviews", "participation", "recordings", "transcription"}
    ),
    Door("cycles.current", N_("The cycle"), {FACILITATOR, LEADER}, {"cycles", "children", "draws"}),
    Door("administration.index", N_("People"), {ADMINISTRATOR}),
    Door("administration.units", N_("Units"), {ADMINISTRATOR}),
    Door("audit.index", N_("Log"), {ADMINISTRATOR}),
)


def create_app(settings: config.Settings | None = None) -> Flask:
    """The whole program as a Flask app. Raises `Misconfigured` with what to do when it must not start like this."""
    settings = settings or config.read()
    app = Flask(
        "barnens_roster",
        root_path=str(config.ROOT),
        template_folder="templates",
        static_folder="templates/assets",
        static_url_path="/assets",
        instance_path=str(settings.instance),
    )
    app.request_class = uploads.SealingRequest
    app.config.update(
        SETTINGS=settings,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        DEMO=settings.demo,
        MUNICIPALITY=settings.municipality,
        TESTING=settings.testing,
        PROPAGATE_EXCEPTIONS=settings.testing,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[columns.EXTENSION] = starting.open_vault(settings)
    language.install(app)
    content.install(app, settings)
    db.connect(app)
    web.install(app, settings, after_commit=(sessions.touch,))
    access.guard(app, lambda: sessions.find_actor(sessions.token_of_request(secure=settings.secure_cookies)))
    unhurried.protect_forms(app)
    front.install(app, DOORS)
    naming.install(app, directory.names)
    for room in ROOMS:
        app.register_blueprint(room)
    for install in STEPS:
        install(app)
    return app


@click.group(cls=FlaskGroup, create_app=create_app, add_default_commands=True)
def main() -> None:
    """Barnens röster: the children's voices."""


main.add_command(starting.prepare)
main.add_command(starting.up)
main.add_command(models.model)


if __name__ == "__main__":
    try:
        main()
    except HouseError as error:
        sys.exit(error.message % error.values)
