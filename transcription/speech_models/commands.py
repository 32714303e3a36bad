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
from toolkit.errors import N_, HouseError, Misconfigured
from toolkit.terminal import ProgressLine
from transcription.asr.model_files import FASTER_WHISPER, READS, Form, Quantization
from transcription.speech_models import download, inventory, pins, practice, store
from transcription.speech_models.compare_command import compare
from transcription.speech_models.inventory import InventoryEntry
from transcription.speech_models.store import Model

MEGABYTE = 10**6
CONVERSION = "transcription.model_conversion.adding"
"""Loaded by the two commands that need it: it is optional, it brings numpy, and the web server reads this file too."""


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
                " Install the program whole, or fetch a model: model fetch"
            ),
            missing=error.name or CONVERSION,
        ) from error


class _Told(click.Group):
    """A group whose commands say a refusal in words instead of a trace."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except HouseError as error:
            raise click.ClickException(error.message % error.values) from error


@click.group(cls=_Told)
def model() -> None:
    """Fetch, add, convert, list, check and remove the models that write down speech."""


@model.command("list")
def list_() -> None:
    """Show the models that are here: size, form, engine, where from, licence, and which is in use."""
    found = inventory.list_inventory(_models())
    for one in found:
        click.echo(_line(one))
    for name, size in store.list_unfinished(_models()):
        click.echo(f"{name}  {size // MEGABYTE} MB so far, not whole: model fetch {name} goes on with it")
    if not found:
        click.echo("No model is here. With the net: model fetch kb-whisper-small. Without: model add FOLDER.")


def _line(one: InventoryEntry) -> str:
    parts = [
        one.model.name,
        f"{one.model.size // MEGABYTE} MB",
        ", ".join(one.forms),
        ", ".join(one.model.engines) or "for no engine",
        f"from {one.model.origin}",
        one.model.licence or "licence not known",
    ]
    parts += ["IN USE"] if one.is_in_use else []
    parts += ["PRACTICE ONLY: never for a person's voice"] if one.model.practice else []
    return "  ".join(parts)


@model.command()
@click.argument("name", default="kb-whisper-small", type=click.Choice(download.NAMES))
def fetch(name: str) -> None:
    """Bring a model of the National Library from the net, check it, and keep it. Goes on where it stopped."""
    kept = download.fetch(_models(), name, progress=ProgressLine(name))
    _record(Event.MODEL_ADDED, kept)
    click.echo(f"{kept.name} is here and whole ({kept.size // MEGABYTE} MB, {kept.origin}, {kept.licence}).")
    if unproved := pins.get_pin(name).unproved:
        click.echo(f"Held to our own checksums, but for these, held to the commit by the hub's: {', '.join(unproved)}.")


@model.command("pin")
@click.argument("name", default="kb-whisper-small", type=click.Choice(download.NAMES))
def pin_(name: str) -> None:
    """Put a model on our list as the hub has it now: commit, sizes, checksums. You trust the hub this once."""
    with TemporaryDirectory() as folder:
        made = download.pin(name, folder=Path(folder), progress=ProgressLine(name))
    click.echo(
        f"{name} is on the list at commit {made.commit}. Read the change in {pins.FILE.name} before you keep it."
    )


@model.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--name", help="What to call it; the folder's own name otherwise.")
@click.option("--engine", type=click.Choice(sorted(READS)), help="Which engine is to read it; BR_ENGINE otherwise.")
def add(source: Path, name: str | None, engine: str | None) -> None:
    """Take a model from a folder, a .pt file or a stick, in any form, and make what the engine needs."""
    engine = engine or os.environ.get("BR_ENGINE") or FASTER_WHISPER
    if engine not in READS:
        raise click.ClickException(f"BR_ENGINE must be {' or '.join(READS)}.")
    line = ProgressLine(name or source.name)
    kept = _conversion().add(_models(), source, engine=engine, name=name, progress=line)
    _record(Event.MODEL_ADDED, kept)
    click.echo(f"{kept.name} is here ({kept.size // MEGABYTE} MB, for {' and '.join(kept.engines)}).")


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
    click.echo(f"{destination} holds it as {form} ({made.size // MEGABYTE} MB), with checksums in manifest.json.")


@model.command()
@click.argument("name", required=False)
def verify(name: str | None) -> None:
    """Check every file of one model, or of all, against its checksum."""
    chosen = [store.get_model(_models(), name)] if name else store.list_models(_models())
    damaged = {one.name: inventory.verify(one) for one in chosen}
    for name_, files in damaged.items():
        click.echo(f"{name_}  {'damaged: ' + ', '.join(files) if files else 'whole'}")
    if any(damaged.values()):
        raise click.ClickException("Remove a damaged model and fetch or add it again.")


@model.command()
@click.argument("name")
def remove(name: str) -> None:
    """Delete a model from this machine; not while a recording is being written down with it."""
    model = store.find_model(_models(), name)
    store.remove(_models(), name)
    if model is not None:
        _record(Event.MODEL_REMOVED, model)
    click.echo(f"{name} is gone.")


@model.command("practice")
def practice_() -> None:
    """Build the practice model for the demo. It knows synthetic voices only."""
    kept = practice.install(_models())
    click.echo(f"{kept.name} is here. It is for practice only, never for a person's voice.")


model.add_command(compare)
