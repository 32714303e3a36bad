"""`python app.py …`: every command in the terminal's language, its help and its refusals, and none of Flask's own.

Swedish, unless the terminal is English: `language.of_terminal`. Click's own sentences come from `click_words`.
"""

import copy
import gettext
import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask.cli import FlaskGroup, ScriptInfo

from toolkit import click_words, database_away, language, terminal
from toolkit.errors import HouseError

OPTIONS, COMMAND = "[VAL]", "KOMMANDO [VÄRDEN]..."
"""What stands for them in Swedish help; Click has no message for it."""


class CommandLine(FlaskGroup):
    """The program's commands. What is refused is a sentence and exit status 1, never a trace.

    Flask's own (`run`, `shell`, `routes`) and its options are for whoever writes programs: they are not offered.
    """

    def __init__(self, **extra: Any) -> None:
        super().__init__(add_default_commands=False, add_version_option=False, **extra)
        self.params = [_hidden(param) for param in self.params]

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run what was asked for, with Click's words and ours in one language."""
        with spoken():
            return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; its refusal is told in words, and so is that of a database."""
        run = super().invoke
        return terminal.told(lambda: database_away.told()(run)(ctx))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """A command, with its help in the terminal's language."""
        found = super().get_command(ctx, name)
        return found and in_language(found, language.of_terminal(os.environ))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """What can be run here. An installation that cannot start says why, and lists what works without it."""
        names = set(click.Group.list_commands(self, ctx))
        try:
            names.update(ctx.ensure_object(ScriptInfo).load_app().cli.list_commands(ctx))
        except (HouseError, click.ClickException) as error:
            click.echo(error.message if isinstance(error, click.ClickException) else terminal.in_error(error), err=True)
        return sorted(names)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """All of it, in the terminal's language."""
        super(CommandLine, in_language(self, language.of_terminal(os.environ))).format_help(ctx, formatter)  # type: ignore[misc]


def in_language(command: click.Command, code: str) -> click.Command:
    """A copy of a command that explains itself in a language, and so do its options and whatever lies under it."""
    made = copy.copy(command)
    made._help_option = None  # noqa: SLF001 - Click keeps it, in the language in which it was first asked for
    made.help = _said(command.help, code)
    if code != "en":
        made.options_metavar = OPTIONS
    made.params = [copy.copy(param) for param in command.params]
    for param in made.params:
        if isinstance(param, click.Option):
            param.help = _said(param.help, code)
    if isinstance(made, click.Group) and isinstance(command, click.Group):
        made.subcommand_metavar = COMMAND if code != "en" else command.subcommand_metavar
        made.commands = {name: in_language(under, code) for name, under in command.commands.items()}
    return made


def _said(help_text: str | None, code: str) -> str | None:
    return language.say_in(code, inspect.cleandoc(help_text)) if help_text else help_text


def _hidden(param: click.Parameter) -> click.Parameter:
    made = copy.copy(param)
    if isinstance(made, click.Option):
        made.hidden = True
    return made


@contextmanager
def spoken() -> Iterator[None]:
    """Let Click speak Swedish where the terminal does.

    Click asks the standard library's gettext, which knows compiled files alone, found by the environment's word for the
    language. Our terminals are Swedish without one, and we have no compiled files: so the two look-ups are ours here.
    """
    if language.of_terminal(os.environ) == "en":
        yield
        return
    one, several = gettext.dgettext, gettext.dngettext

    def dgettext(domain: str, message: str) -> str:
        return click_words.SWEDISH.get(message) or one(domain, message)

    def dngettext(domain: str, msgid1: str, msgid2: str, n: int) -> str:
        return click_words.SWEDISH.get(msgid1 if n == 1 else msgid2) or several(domain, msgid1, msgid2, n)

    gettext.dgettext, gettext.dngettext = dgettext, dngettext
    try:
        yield
    finally:
        gettext.dgettext, gettext.dngettext = one, several
