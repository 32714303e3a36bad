"""`queue`: what waits to be written down, from the command line. Lengths and times only."""

import click
from flask.cli import with_appcontext

from toolkit.errors import N_
from toolkit.terminal import in_words, say, speaking
from transcription.queue import positions
from transcription.transcripts import presentation

RUNNING = N_("%(number)s. %(done)s of %(length)s  is being written  %(ready)s")
WAITS = N_("%(number)s. %(done)s of %(length)s  waits  %(ready)s")
NOT_KNOWN = N_("not known when")


@click.command("queue")
@with_appcontext
def queue() -> None:
    """Show which recordings wait, how far they have come, and when they should be ready."""
    places = positions.list_positions()
    with speaking():
        for place in places:
            say(
                RUNNING if place.is_running else WAITS,
                number=place.number,
                done=presentation.moment(place.transcribed_ms),
                length=presentation.moment(place.length_ms),
                ready=presentation.ready(place.ready) or in_words(NOT_KNOWN),
            )
    if not places:
        say(N_("Nothing waits to be transcribed."))
