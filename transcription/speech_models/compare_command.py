"""`model compare`: both engines on one file, side by side in the terminal. Comes from `asr.comparison`."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from toolkit import config
from toolkit.errors import N_, NotFound, WrongState
from toolkit.terminal import in_words, say
from transcription.asr import comparison
from transcription.asr.comparison import Run
from transcription.asr.model_files import FASTER_WHISPER, OPENAI_WHISPER
from transcription.asr.types import TranscriptionOptions
from transcription.speech_models import store
from transcription.speech_models.store import Model

SHOWN = 40
DIFFER = N_(
    "%(share)s %% of the words of %(one)s differ. Changed: %(changed)s, only there: %(missing)s, only in %(other)s:"
    " %(added)s."
)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", "name", help="Which model; otherwise the largest here that fits both engines.")
@click.option("--beam-size", type=click.IntRange(1, 20), help="How many readings are weighed; 5 when you say nothing.")
@click.option("--words", is_flag=True, help="Show the words that differ. They are what somebody said in the file.")
def compare(file: Path, name: str | None, *, beam_size: int | None, words: bool) -> None:
    """Transcribe one file with both engines: time, memory and words. Nothing of it is written to the disk."""
    model = _choose(name)
    if model.practice:
        say(N_("%(model)s is the practice model: it knows its synthetic voices and nothing else."), model=model.name)
    options = model.options(TranscriptionOptions())
    options = replace(options, beam_size=beam_size or options.beam_size)
    runs = [_run(file, model, engine, options) for engine in (FASTER_WHISPER, OPENAI_WHISPER)]
    click.echo(_table(runs))
    done = [run for run in runs if run.failed is None]
    if len(done) < 2:
        raise WrongState(N_("There is nothing to compare: see above."))
    difference = comparison.compare(done[0].words, done[1].words)
    say(
        DIFFER,
        share=f"{100 * difference.rate:.1f}",
        one=done[0].engine,
        changed=difference.changed,
        missing=difference.missing,
        added=difference.added,
        other=done[1].engine,
    )
    if words:
        for before, after in difference.places[:SHOWN]:
            click.echo(f"  {before or '–'}  /  {after or '–'}")


def _choose(name: str | None) -> Model:
    models = config.instance_folder(os.environ) / "models"
    if name is not None:
        return store.get_model(models, name)
    both = {FASTER_WHISPER, OPENAI_WHISPER}
    fitting = [model for model in store.list_models(models) if both <= set(model.engines)]
    if not fitting:
        raise NotFound(N_("No model here fits both engines. List them with: python app.py model list"))
    return max(fitting, key=lambda model: (not model.practice, model.size))


def _run(file: Path, model: Model, engine: str, options: TranscriptionOptions) -> Run:
    """One engine's run, with its progress on a line that is written over where somebody looks on."""
    shown = -1
    run = Run(engine)
    for run in comparison.transcribe(file, model.folder, engine=engine, options=options):
        percent = int(100 * run.done / run.length) if run.length else 0
        if percent != shown and sys.stderr.isatty():
            click.echo(f"\r{engine}  {percent} %", nl=False, err=True)
        shown = percent
    if sys.stderr.isatty():
        click.echo("\r" + " " * 40 + "\r", nl=False, err=True)
    if run.failed is not None:
        detail = f" ({run.failed.detail})" if run.failed.detail else ""
        click.echo(f"{engine}: {in_words(comparison.reason(run.failed))}{detail}", err=True)
    return run


def _table(runs: Sequence[Run]) -> str:
    heads = ("", *(run.engine for run in runs))
    rows = [
        (N_("device"), *(run.device or "–" for run in runs)),
        (N_("recording"), *(_seconds(run.length) for run in runs)),
        (N_("loading the model"), *(_seconds(run.loading) for run in runs)),
        (N_("transcribing"), *(_seconds(run.took - run.loading) for run in runs)),
        (N_("share of the length"), *(f"{run.factor:.3f}" for run in runs)),
        (N_("most memory"), *(f"{run.memory // 10**6} MB" for run in runs)),
        (N_("segments"), *(str(run.segments) for run in runs)),
        (N_("words"), *(str(len(run.words)) for run in runs)),
    ]
    return "\n".join(
        f"{in_words(row[0]) if row[0] else '':<22}" + "".join(f"{cell:>18}" for cell in row[1:])
        for row in (heads, *rows)
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s"
