"""Barnens röster, put together: `create_app` for the web server and the worker, and the commands of `python app.py`.

Each floor lists its own rooms in `rooms.py`; the words in the top bar stand here, and who speaks up where in
`speakers.py`.
"""

import os

import click
from flask import Flask

from seminar import rooms as seminar_rooms
from seminar.changes import following
from seminar.changes.notices import NOTICES, Notices
from seminar.changes.shared_parts import SHARED, SharedParts
from seminar.demo import loading as practice_year
from seminar.live.asking import Program
from seminar.live.streaming import SeminarStreams
from seminar.seminars import reading as seminar_invitations
from speakers import SPEAKERS
from toolkit import (
    access,
    app_context,
    assets,
    config,
    content,
    db,
    hooks,
    language,
    large_body,
    logs,
    migrating,
    navigation,
    page_numbers,
    request_budget,
    restore_mark,
    starting,
    supervising,
    terminal,
    web,
)
from toolkit import rooms as toolkit_rooms
from toolkit.access import Role
from toolkit.audit import refusals
from toolkit.backup import commands as backup
from toolkit.backup import drilling, restore_command
from toolkit.command_line import CommandLine
from toolkit.cycles import switch_views as cycle_switch
from toolkit.data_protection import commands as drafts
from toolkit.database_copy import commands as database_copy
from toolkit.errors import N_, HouseError
from toolkit.flash_messages import keeping as flash_messages
from toolkit.installation import Installation
from toolkit.jobs import wakeups
from toolkit.key_rotation import commands as keys
from toolkit.navigation import NavigationItem
from toolkit.oidc import provider as oidc
from toolkit.operations import commands as operations
from toolkit.operations import metrics, request_facts
from toolkit.people import sessions
from toolkit.second_factor import step_up
from toolkit.sent_forms import once
from toolkit.serving import running
from toolkit.serving.limits import Limits
from toolkit.vault import columns, key_lock, object_client, uploads
from transcription import rooms as transcription_rooms
from transcription.deidentification import commands as deidentification_commands
from transcription.queue import commands as queue
from transcription.speech_models import commands as models

# The rooms, in the order in which a year walks through them.
ROOMS = (*toolkit_rooms.ROOMS, *transcription_rooms.ROOMS, *seminar_rooms.ROOMS)

# What can be run besides the rooms' own commands; `python app.py …` needs no keys for them.
COMMANDS = (models.model, queue.queue, deidentification_commands.deidentify, keys.keys, backup.backup, drafts.write)

WORKER, FACILITATOR, LEADER, ADMINISTRATOR = Role.SOCIAL_WORKER, Role.FACILITATOR, Role.UNIT_LEADER, Role.ADMINISTRATOR
COORDINATOR = Role.COORDINATOR
THE_UNIT = {FACILITATOR, LEADER, WORKER}
INTERVIEW_ROOMS = {
    "interviews", "participation", "letters", "printables", "recordings", "transcription_queue", "editor",
    "retranscription", "reflection", "deidentification", "exchange", "handover",
}  # fmt: skip
SEMINAR_ROOMS = {
    "coding", "pending", "themes", "suggestions", "live", "answers", "seminars", "notes", "search", "agreement",
}  # fmt: skip
KEEPING_ROOMS = {"disposals", "subject_access", "archiving"}
ACTION_ROOMS = {"action", "actions", "meetings", "promises", "threads", "visits", "years"}
CYCLE_ROOMS = {"cycles", "children", "draws", "terms", "guides"}

CHOICES, MACHINE, PROTECTION = N_("Settings"), N_("The computer"), N_("Protection")

# The words in the top bar: where each leads, for whom, which rooms count as being there, and its page in one cycle.
NAVIGATION = (
    NavigationItem("interviews.mine", N_("My interview"), {WORKER}, INTERVIEW_ROOMS),
    NavigationItem("coordination.index", N_("The units"), {COORDINATOR}, {"coordination"}),
    NavigationItem("regional.index", N_("Municipalities"), {COORDINATOR}, {"regional", "yearly_files"}),
    NavigationItem("overview.index", N_("Waiting for you"), {LEADER}, {"overview"}),
    NavigationItem("cycles.running", N_("The cycle"), {FACILITATOR, LEADER}, CYCLE_ROOMS, "cycles.show"),
    NavigationItem("coding.due", N_("Seminar"), {FACILITATOR}, SEMINAR_ROOMS, "coding.index"),
    NavigationItem(
        "coding.due",
        N_("Seminar"),
        {WORKER},
        {"coding", "suggestions", "live", "notes", "search"},
        "coding.index",
        only_when=following.is_at_a_seminar,
        announces=N_("The seminar is open now."),
    ),
    NavigationItem("board.due", N_("The board"), {FACILITATOR, WORKER}, {"board", "voices"}, "board.index"),
    NavigationItem("proposals.due", N_("Proposals"), {LEADER}, {"proposals"}, "proposals.index"),
    NavigationItem("actions.due", N_("Actions"), THE_UNIT, ACTION_ROOMS, "actions.index"),
    NavigationItem("report.due", N_("Annual report"), THE_UNIT, {"report", "open_answers"}, "report.index"),
    NavigationItem("administration.index", N_("People"), {ADMINISTRATOR}, {"second_factor_admin"}),
    NavigationItem("administration.units", N_("Units"), {ADMINISTRATOR}, {"yearly_files"}),
    NavigationItem("letter_languages.index", N_("Letters"), {ADMINISTRATOR}, {"letter_languages"}, group=CHOICES),
    NavigationItem("speech_models.index", N_("Speech models"), {ADMINISTRATOR}, group=CHOICES),
    NavigationItem("transcription_hours.index", N_("Writing"), {ADMINISTRATOR}, group=CHOICES),
    NavigationItem("mail.index", N_("Mail"), {ADMINISTRATOR}, group=CHOICES),
    NavigationItem("backup.index", N_("Copies"), {ADMINISTRATOR}, group=MACHINE),
    NavigationItem("operations.index", N_("Operation"), {ADMINISTRATOR}, group=MACHINE),
    NavigationItem("disposals.index", N_("Disposal"), {LEADER, ADMINISTRATOR}, KEEPING_ROOMS, group=PROTECTION),
    NavigationItem("data_protection.index", N_("Data protection"), {ADMINISTRATOR}, group=PROTECTION),
    NavigationItem("audit.index", N_("Log"), {ADMINISTRATOR}, group=PROTECTION),
    NavigationItem(
        "seminar_reading.mine",
        N_("Before the seminar"),
        set(Role),
        {"seminar_reading"},
        only_when=seminar_invitations.is_invited,
    ),
)


def create_app(settings: config.Settings | None = None) -> Flask:
    """The whole program as a Flask app. Raises `Misconfigured` with what to do when it must not start like this."""
    settings = settings or _read_settings()
    app = Flask(
        "barnens_roster",
        root_path=str(config.ROOT),
        template_folder="templates",
        static_folder=None,
        instance_path=str(settings.instance),
    )
    app.request_class = uploads.SealingRequest
    app.config.update(
        SETTINGS=settings, SQLALCHEMY_DATABASE_URI=settings.database_url, TESTING=settings.testing,
        PROPAGATE_EXCEPTIONS=settings.testing,
    )  # fmt: skip
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app_context.bind(app, _installation(settings))
    assets.install(app)
    language.install(app)
    page_numbers.install(app)
    flash_messages.install(app)
    starting.prove_keys(settings)
    db.connect(app)
    web.install(
        app, settings, on_write=(once.claim,), before_commit=(once.remember, flash_messages.keep),
        after_commit=(flash_messages.remove_shown, sessions.touch, refusals.record, request_facts.count),
        log_facts=request_facts.for_log,
    )  # fmt: skip
    access.guard(app, lambda: sessions.find_actor(sessions.token_of_request(secure=settings.secure_cookies)))
    request_budget.install(app, settings)
    large_body.protect_forms(app, before_view=step_up.check)
    navigation.install(app)
    cycle_switch.install(app)
    for room in ROOMS:
        app.register_blueprint(room)
    for command in COMMANDS:
        app.cli.add_command(command)
    return app


def _installation(settings: config.Settings) -> Installation:
    """What the modules that know no Flask find in this app's contexts."""
    made = Installation()
    config.SETTINGS.put(settings, made)
    columns.VAULT.put(starting.open_vault(settings), made)
    content.put(settings, made)
    wakeups.WAKEUPS.put(wakeups.Wakeups(settings.broker_url) if settings.broker_url else None, made)
    oidc.PROVIDER.put(oidc.Provider(settings.oidc) if settings.oidc else None, made)
    navigation.NAVIGATION.put(NAVIGATION, made)
    metrics.METRICS.put(metrics.Metrics(), made)
    notices, shared = Notices(), SharedParts()
    notices.listen(shared.forget)
    NOTICES.put(notices, made)
    SHARED.put(shared, made)
    drilling.PROGRAM.put(create_app, made)
    hooks.seat(made, SPEAKERS)
    return made


def _read_settings() -> config.Settings:
    """The settings; a command says in a sentence why it cannot start."""
    try:
        restore_mark.require_whole(config.instance_folder())
        return config.read()
    except HouseError as error:
        if click.get_current_context(silent=True) is None:
            raise
        raise click.ClickException(terminal.in_error(error)) from error


@click.command()
def serve() -> None:
    """Run the web server until Ctrl-C or TERM, with its log in a file."""
    settings = _read_settings()
    logs.begin(settings, "web", aloud=False)
    key_lock.hold(settings.keys)
    object_client.prove(settings.store)
    wakeups.prove(settings.broker_url)
    supervising.follow_supervisor()
    limits, proxies = Limits(threads=settings.web_threads), settings.proxies
    try:
        application = create_app(settings)
        streams = SeminarStreams(Program(application), limits)
        running.run(
            application.wsgi_app, host=settings.host, port=settings.port, limits=limits, proxies=proxies,
            natives=[streams],
        )  # fmt: skip
    except OSError as error:
        raise supervising.port_taken(settings) from error


@click.group(cls=CommandLine, create_app=create_app)
def main() -> None:
    """Barnens röster: the children's voices."""


restore = restore_command.make_command(create_app)
for command in (
    starting.prepare,
    starting.up,
    serve,
    restore,
    database_copy.restore_database,
    *COMMANDS,
    migrating.revision,
    practice_year.demo,
    operations.doctor,
    operations.prove_offline,
    operations.sbom,
):
    main.add_command(command)


if __name__ == "__main__":
    os.umask(0o077)  # what the program writes is its own account's alone
    main()
