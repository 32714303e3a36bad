"""`deidentify`: measures the recognisers on invented talk, and trains one of them, from the command line."""

import json

import click

from transcription.deidentification import evaluation, evaluation_results, training
from transcription.deidentification.evaluation import Result
from transcription.deidentification.evaluation_results import Share


@click.group()
def deidentify() -> None:
    """De-identification: how well are identifying words found?"""


@deidentify.command()
@click.option("--set", "names", multiple=True, type=click.Choice(list(evaluation.FILES)), help="One set; all if none.")
@click.option("--kinds", is_flag=True, help="Recall per kind too.")
@click.option("--misses", is_flag=True, help="Single misses, of the sets for tuning alone.")
@click.option("--write", is_flag=True, help="Keep the figures of the honest sets, for the page.")
def measure(names: tuple[str, ...], *, kinds: bool, misses: bool, write: bool) -> None:
    """Print recall with 95 % intervals per set: own names known or not, in ordinary, small and large letters."""
    kept: dict[str, object] = {}
    for name in names or evaluation.FILES:
        talks = evaluation.read(name)
        lines = sum(len(talk.lines) for talk in talks)
        honest = name in evaluation_results.HONEST
        click.echo(f"\n{name}: {lines} lines, {len(talks)} invented interviews, {'honest' if honest else 'for tuning'}")
        results = evaluation.measure_all(talks)
        for situation, result in results.items():
            _tell(situation, result, kinds=kinds, misses=misses and not honest)
        if honest:
            kept[name] = evaluation.summary(talks, results)
    if write:
        figures = {name: kept.get(name) or evaluation_results.read()[name] for name in evaluation_results.HONEST}
        evaluation_results.FILE.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        click.echo(f"Written to {evaluation_results.FILE.name}.")


@deidentify.command()
def train() -> None:
    """Train the recogniser anew (minutes), and note what it was made from."""
    made = training.train()
    training.NOTE.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    click.echo(f"{made['lines']} lines learnt. Then: python app.py deidentify measure --write")


def _tell(title: str, result: Result, *, kinds: bool, misses: bool) -> None:
    precise = f"precision {result.precision.value:.3f}"
    touched = f"clean lines touched {result.touched.hits} of {result.touched.all}"
    click.echo(f"  {title:18} covered {_said(result.recall)}  {precise}  {touched}")
    for label, share in result.by_kind.items() if kinds else ():
        click.echo(f"    {label:24} {_said(share)}")
    for one in (*result.missed, *result.wrong) if misses else ():
        click.echo(f"    {one}")


def _said(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.3f} ({share.hits} of {share.all}; {low:.3f}–{high:.3f})"
