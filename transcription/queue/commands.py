"""`queue`: what waits to be written down, from the command line. Lengths and times only."""

import click
from flask.cli import with_appcontext

from toolkit.language import force_locale
from transcription.queue import positions
from transcription.transcripts import presentation


@click.command("queue")
@with_appcontext
def queue() -> None:
    """Show which recordings wait, how far they have come, and when they should be ready."""
    places = positions.list_positions()
    with force_locale("en"):
        for place in places:
            transcribed, length = presentation.moment(place.transcribed_ms), presentation.moment(place.length_ms)
            state = "is being written" if place.is_running else "waits"
            ready = presentation.ready(place.ready) or "not known when"
            click.echo(f"{place.number}. {transcribed} of {length}  {state}  {ready}")
    if not places:
        click.echo("Nothing waits to be transcribed.")
