"""`doctor`, a line for each thing with what to do about it; `prove-offline`; `sbom`, what the program is made of."""

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask.cli import ScriptInfo

from toolkit import language
from toolkit.errors import N_, Misconfigured, WrongState
from toolkit.findings import Finding, Level
from toolkit.operations import bill_of_materials, examining, offline, walk

MARKS = {Level.OK: N_("well"), Level.WARNING: N_("look"), Level.WRONG: N_("WRONG")}
ALL_WELL, SOMETHING = N_("All is well."), N_("Nothing is wrong; look at what is marked.")
IS_WRONG = N_("Lines that are wrong: %(number)s")


@click.command()
@click.option("--language", "locale", type=click.Choice(sorted(language.LANGUAGES)), help="sv or en.")
@click.option("--thorough", is_flag=True, help="Also read the whole database file and the whole log.")
@click.pass_context
def doctor(context: click.Context, *, locale: str | None, thorough: bool) -> None:
    """Look whether all is well, and say what to do. Changes nothing. Exit status 1 when something is wrong."""
    locale, found = locale or language.of_terminal(os.environ), []
    load = context.ensure_object(ScriptInfo).load_app
    for one in examining.examine(os.environ, load, locale=locale, thorough=thorough):
        found.append(one.level)
        click.echo(line(one, locale))
    wrong = found.count(Level.WRONG)
    if wrong:
        click.echo(language.say_in(locale, IS_WRONG, number=wrong))
        sys.exit(1)
    click.echo(language.say_in(locale, SOMETHING if Level.WARNING in found else ALL_WELL))


def line(one: Finding, locale: str) -> str:
    """What was found, in one line: how it is, about what, the sentence and the way out."""
    said = [language.say_in(locale, text, **one.values) for text in (one.message, one.cause, one.way_out) if text]
    about, mark = (language.say_in(locale, text) for text in (one.about, MARKS[one.level]))
    return f"{mark:5}  {about}: {' '.join(said)}"


OFFLINE = N_("Nothing tried to leave this machine. A connection that was tried on purpose was counted.")
TRIED = N_("Something tried to leave this machine. Times: %(number)s")
NAMES_KEPT = N_("Name look-ups go to this machine itself here, so only those without an answer are counted.")


@click.command("prove-offline")
@click.option("--language", "locale", type=click.Choice(sorted(language.LANGUAGES)), help="sv or en.")
@click.option("--short", is_flag=True, help="Start an empty installation, without the practice year.")
def prove_offline(*, locale: str | None, short: bool) -> None:
    """Walk the main way in a network that leads nowhere, and tell what tried to leave. Takes minutes; needs Linux.

    Exit status 0: nothing did. 1: something did. 2: it cannot be proved on this machine, and why.
    """
    locale = locale or language.of_terminal(os.environ)
    try:
        if not offline.is_inside():
            offline.require_network()
            arguments = ["--language", locale, *(["--short"] if short else [])]
            sys.exit(offline.run_inside(offline.command_inside(arguments), os.environ))
        tried = _prove(locale, is_short=short)
    except Misconfigured as error:
        click.echo(language.say_in(locale, error.message, **error.values), err=True)
        sys.exit(2)
    except WrongState as error:
        click.echo(language.say_in(locale, error.message, **error.values), err=True)
        sys.exit(1)
    click.echo(language.say_in(locale, TRIED, number=tried) if tried else language.say_in(locale, OFFLINE))
    sys.exit(bool(tried))


def _prove(locale: str, *, is_short: bool) -> int:
    offline.open_loopback()
    with TemporaryDirectory(prefix="barnens-roster-") as folder:
        if not offline.lead_names_away(Path(folder)):
            click.echo(language.say_in(locale, NAMES_KEPT))
        here = Path(folder) / "instance"
        return offline.prove(lambda: walk.walk(here, 8400, os.environ, is_short=is_short, tell=click.echo))


@click.command("sbom")
@click.option("--licences", is_flag=True, help="A line for each package instead: name, version, licence.")
def sbom(*, licences: bool) -> None:
    """Write what the program is made of (CycloneDX 1.6, JSON), with hashes and licences."""
    if not licences:
        click.echo(json.dumps(bill_of_materials.make(), indent=1))
        return
    for package in bill_of_materials.list_packages():
        click.echo(f"{package.name}  {package.version}  {package.licence or '-'}")
