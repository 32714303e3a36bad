"""`model`: the Whisper models of this installation, from the command line. Needs neither keys nor database."""

import os
from pathlib import Path

import click

from toolkit import config
from toolkit.errors import HouseError
from transcription import model_fetching, models_store, practice
from transcription.compare_command import compare


def _models() -> Path:
    folder = config.instance_folder(os.environ) / "models"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


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
    """Fetch, add, list, check and remove the models that write down speech."""


@model.command("list")
def list_() -> None:
    """Show the models that are here."""
    found = models_store.list_models(_models())
    for one in found:
        label = "  PRACTICE ONLY: never for a person's voice" if one.practice else ""
        click.echo(f"{one.name}  {one.size // 10**6} MB  {', '.join(one.engines)}  {one.origin}{label}")
    if not found:
        click.echo("No model is here. With the net: model fetch kb-whisper-small. Without: model add FOLDER.")


@model.command()
@click.argument("name", default="kb-whisper-small", type=click.Choice(model_fetching.NAMES))
def fetch(name: str) -> None:
    """Bring a model of the National Library from the net, check it, and keep it. Goes on where it stopped."""
    shown: dict[str, int] = {}

    def progress(file: str, have: int, whole: int) -> None:
        percent = have * 100 // max(whole, 1)
        if percent != shown.get(file):
            shown[file] = percent
            click.echo(f"\r{file}  {percent} % of {whole / 10**6:.1f} MB", nl=have >= whole)

    kept = model_fetching.fetch(_models(), name, progress=progress)
    click.echo(f"{kept.name} is here and whole ({kept.size // 10**6} MB, {kept.origin}).")


@model.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--name", help="What to call it; the folder's own name otherwise.")
def add(source: Path, name: str | None) -> None:
    """Copy a model from a folder or a stick (CTranslate2 format, or a .pt file) and keep its checksums."""
    kept = models_store.add(_models(), source, name=name)
    click.echo(f"{kept.name} is here ({kept.size // 10**6} MB, for {' and '.join(kept.engines)}).")


@model.command()
@click.argument("name", required=False)
def verify(name: str | None) -> None:
    """Check every file of one model, or of all, against its checksum."""
    chosen = [models_store.get_model(_models(), name)] if name else models_store.list_models(_models())
    damaged = {one.name: models_store.list_damaged(one) for one in chosen}
    for name_, files in damaged.items():
        click.echo(f"{name_}  {'damaged: ' + ', '.join(files) if files else 'whole'}")
    if any(damaged.values()):
        raise click.ClickException("Remove a damaged model and fetch or add it again.")


@model.command()
@click.argument("name")
def remove(name: str) -> None:
    """Delete a model from this machine."""
    models_store.remove(_models(), name)
    click.echo(f"{name} is gone.")


@model.command("practice")
def practice_() -> None:
    """Build the practice model for the demo. It knows synthetic voices only."""
    kept = practice.install(_models())
    click.echo(f"{kept.name} is here. It is for practice only, never for a person's voice.")


model.add_command(compare)
