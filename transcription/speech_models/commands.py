"""`model`: the Whisper models of this installation, from the command line. What comes and goes stands on the trail.

Works also where there is no installation: on a computer with the net that fetches a model for one without.
"""

import os
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from flask.cli import ScriptInfo

from toolkit import config
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import writing
from toolkit.errors import N_, InvalidInput, Misconfigured, WrongState
from toolkit.terminal import ProgressLine, Told, agrees, in_words, say
from transcription.asr.model_files import FASTER_WHISPER, READS, Form, Quantization
from transcription.speech_models import download, inventory, pins, practice, store
from transcription.speech_models.compare_command import compare
from transcription.speech_models.inventory import InventoryEntry
from transcription.speech_models.store import Model

MEGABYTE = 10**6
CONVERSION = "transcription.model_conversion.adding"
"""Loaded by the two commands that need it: it is optional, it brings numpy, and the web server reads this file too."""

NONE_HERE = N_(
    "No model is here: what is recorded waits until there is one. With the net: python app.py model fetch"
    " kb-whisper-small. Without: python app.py model add FOLDER."
)
UNFINISHED = N_("%(model)s  %(size)s MB so far, not whole: python app.py model fetch %(model)s goes on with it")
FETCHED = N_("%(model)s is here and whole (%(size)s MB, %(place)s, %(licence)s).")
UNPROVED = N_("Held to our own checksums, but for these, held to the commit by the hub's: %(files)s.")
PINNED = N_("%(model)s is on the list at commit %(commit)s. Read the change in %(file)s before you keep it.")
ADDED = N_("%(model)s is here (%(size)s MB, for %(engines)s).")
CONVERTED = N_("%(folder)s holds it as %(form)s (%(size)s MB), with checksums in manifest.json.")
LAST_ONE = N_("It is the only model here. Without one nothing that is recorded can be written down.")
REMOVE = N_("Remove %(model)s from this machine?")


def _models() -> Path:
    folder = config.instance_folder(os.environ) / "models"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _record(event: Event, model: Model) -> None:
    """Put it on the trail, which an installation has."""
    if not (config.instance_folder(os.environ) / "keys").is_dir():
        return
    with click.get_current_context().ensure_object(ScriptInfo).load_app().app_context(), writing() as session:
        trail.record(None, event, within=session, model=model.name, origin=_origin(model))


def _origin(model: Model) -> str:
    """Where it came from, in a word that the trail takes: the rest of it may be anybody's."""
    first = model.origin.partition("/")[0].lower()
    return first if first in {"kblab", "practice"} else "folder"


def _conversion() -> Any:
    """The conversion of model formats, which an installation may do without. Raises Misconfigured with the way out."""
    try:
        return import_module(CONVERSION)
    except ImportError as error:
        raise Misconfigured(
            N_(
                "This installation cannot read or convert models of other places (%(missing)s is not there)."
                " Install the program whole, or fetch a model: python app.py model fetch"
            ),
            missing=error.name or CONVERSION,
        ) from error


@click.group(cls=Told)
def model() -> None:
    """Fetch, add, convert, list, check and remove the models that write down speech."""


@model.command("list")
def list_() -> None:
    """Show the models that are here: size, form, engine, where from, licence, and which is in use."""
    found = inventory.list_inventory(_models())
    for one in found:
        click.echo(_line(one))
    for name, size in store.list_unfinished(_models()):
        say(UNFINISHED, model=name, size=size // MEGABYTE)
    if not found:
        say(NONE_HERE)


def _line(one: InventoryEntry) -> str:
    parts = [
        one.model.name,
        f"{one.model.size // MEGABYTE} MB",
        ", ".join(one.forms),
        ", ".join(one.model.engines) or in_words(N_("for no engine")),
        in_words(N_("from %(place)s"), place=one.model.origin),
        one.model.licence or in_words(N_("licence not known")),
    ]
    parts += [in_words(N_("IN USE"))] if one.is_in_use else []
    parts += [in_words(N_("PRACTICE ONLY: never for a person's voice"))] if one.model.practice else []
    return "  ".join(parts)


@model.command()
@click.argument("name", default="kb-whisper-small", type=click.Choice(download.NAMES))
def fetch(name: str) -> None:
    """Bring a model of the National Library from the net, check it, and keep it. Goes on where it stopped."""
    kept = download.fetch(_models(), name, progress=ProgressLine(name))
    _record(Event.MODEL_ADDED, kept)
    say(FETCHED, model=kept.name, size=kept.size // MEGABYTE, place=kept.origin, licence=kept.licence)
    if unproved := pins.get_pin(name).unproved:
        say(UNPROVED, files=", ".join(unproved))


@model.command("pin")
@click.argument("name", default="kb-whisper-small", type=click.Choice(download.NAMES))
def pin_(name: str) -> None:
    """Put a model on our list as the hub has it now: commit, sizes, checksums. You trust the hub this once."""
    with TemporaryDirectory() as folder:
        made = download.pin(name, folder=Path(folder), progress=ProgressLine(name))
    say(PINNED, model=name, commit=made.commit, file=pins.FILE.name)


@model.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--name", help="What to call it; the folder's own name otherwise.")
@click.option("--engine", type=click.Choice(sorted(READS)), help="Which engine is to read it; BR_ENGINE otherwise.")
def add(source: Path, name: str | None, engine: str | None) -> None:
    """Take a model from a folder, a .pt file or a stick, in any form, and make what the engine needs."""
    engine = engine or os.environ.get("BR_ENGINE") or FASTER_WHISPER
    if engine not in READS:
        raise InvalidInput(N_("BR_ENGINE must be faster-whisper or openai-whisper."))
    line = ProgressLine(name or source.name)
    kept = _conversion().add(_models(), source, engine=engine, name=name, progress=line)
    _record(Event.MODEL_ADDED, kept)
    say(ADDED, model=kept.name, size=kept.size // MEGABYTE, engines=", ".join(kept.engines))


@model.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("destination", type=click.Path(path_type=Path))
@click.option("--to", "form", required=True, type=click.Choice([str(form) for form in Form]))
@click.option(
    "--quantization",
    type=click.Choice([str(kind) for kind in Quantization]),
    help="Only for ct2; the numbers as they are otherwise.",
)
def convert(source: Path, destination: Path, form: str, quantization: str | None) -> None:
    """Write a model (a folder, a .pt file, or the name of one that is here) in another form, into a new folder."""
    if not source.exists():
        source = store.get_model(_models(), str(source)).folder
    line = ProgressLine(destination.name)
    made = _conversion().convert(
        source,
        destination,
        form=Form(form),
        quantization=Quantization(quantization) if quantization else None,
        progress=line,
    )
    say(CONVERTED, folder=destination, form=form, size=made.size // MEGABYTE)


@model.command()
@click.argument("name", required=False)
def verify(name: str | None) -> None:
    """Check every file of one model, or of all, against its checksum."""
    chosen = [store.get_model(_models(), name)] if name else store.list_models(_models())
    damaged = {one.name: inventory.verify(one) for one in chosen}
    for name_, files in damaged.items():
        say(
            N_("%(model)s  damaged: %(files)s") if files else N_("%(model)s  whole"),
            model=name_,
            files=", ".join(files),
        )
    if any(damaged.values()):
        raise WrongState(N_("Remove a damaged model and fetch or add it again."))


@model.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask first, for a script.")
def remove(name: str, *, yes: bool) -> None:
    """Delete a model from this machine, after a question; not while a recording is being written down with it."""
    here = store.list_models(_models())
    model = next((one for one in here if one.name == name), None)
    if model is not None and not yes:
        if len(here) == 1:
            say(LAST_ONE)
        if not agrees(REMOVE, model=name):
            raise click.Abort
    store.remove(_models(), name)
    if model is not None:
        _record(Event.MODEL_REMOVED, model)
    say(N_("%(model)s is gone from this machine."), model=name)
    if not store.list_models(_models()):
        say(NONE_HERE)


@model.command("practice")
def practice_() -> None:
    """Build the practice model for the demo. It knows synthetic voices only."""
    kept = practice.install(_models())
    say(N_("%(model)s is here. It is for practice only, never for a person's voice."), model=kept.name)


model.add_command(compare)
