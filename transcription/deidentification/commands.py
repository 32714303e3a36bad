"""`deidentify`: measures the recognisers on the invented test set, from the command line."""

import json

import click

from transcription.deidentification import evaluation, evaluation_results
from transcription.deidentification.evaluation import Result, Share


@click.group()
def deidentify() -> None:
    """De-identification: how well are identifying words found?"""


@deidentify.command()
@click.option("--set", "name", default="held_out", type=click.Choice(["held_out", "development"]))
@click.option("--write", is_flag=True, help="Keep the figures of the held-out set, for the page.")
def measure(name: str, *, write: bool) -> None:
    """Print recall and precision with 95 % intervals: own names known or not, with capital letters or without."""
    talks = evaluation.read(name)
    lines = sum(len(talk.lines) for talk in talks)
    click.echo(f"{name}: {lines} sentences in {len(talks)} invented interviews")
    results = evaluation.measure_all(talks)
    for situation, result in results.items():
        _tell(situation, result)
    if write:
        kept = evaluation.summary(talks, results)
        evaluation_results.FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        click.echo(f"Written to {evaluation_results.FILE.name}.")


def _tell(title: str, result: Result) -> None:
    click.echo(f"\n{title}")
    for label, share in (("recall", result.recall), ("precision", result.precision), *result.by_kind.items()):
        click.echo(f"  {label:16} {_said(share)}")


def _said(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.3f}  ({share.hits} of {share.all}; {low:.3f}–{high:.3f})"
