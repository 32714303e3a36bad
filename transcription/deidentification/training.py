"""Trains the recogniser: invented talk in, a model file and a note of what it was made from out.

The same files, seed and versions give the same model, bit by bit.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from random import Random

import pycrfsuite

from transcription.deidentification import capitals, evaluation, recognising, trained, word_features
from transcription.deidentification.name_matching import Names
from transcription.deidentification.tokens import Line, cut
from transcription.deidentification.training_slots import FILLINGS
from transcription.deidentification.training_talk import SENTENCES, Drawn, Marked, drawn

NOTE = trained.MODEL.with_suffix(".json")
SETS = ("interviews_own", "development", "interviews_220", "spoken")
"""The sets that are learnt from: none of those that figures are shown of."""
SEED = 1
PARAMETERS: Mapping[str, float | int | bool] = {
    "c1": 0.3,
    "c2": 0.1,
    "max_iterations": 80,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
"""For L-BFGS: how strongly features are kept few (c1) and small (c2), and when it ends."""
WITHOUT_RULES = 0.15
"""The share of lines in which the recogniser is not told what the rules say, so that it does not only repeat them."""
Row = tuple[list[list[str]], list[str]]


def train(path: Path = trained.MODEL) -> dict[str, object]:
    """Train on everything, write the model to `path`, and say what it was made from."""
    dice = Random(SEED)
    talks = [talk for name in SETS for talk in evaluation.read(name)]
    rows = [row for talk in drawn(talks, dice) for row in rows_of(talk, dice)]
    learn(rows, path)
    return {**made_from(), "lines": len(rows), "model": digest(path)}


def made_from() -> dict[str, object]:
    """What the model depends on that may be changed without thinking of it: sentences, sets, parameters."""
    files = {
        SENTENCES.name: SENTENCES,
        FILLINGS.name: FILLINGS,
        **{name: evaluation.SETS / evaluation.FILES[name] for name in SETS},
    }
    return {
        "files": {name: digest(path) for name, path in files.items()},
        "seed": SEED,
        "parameters": dict(PARAMETERS),
        "python-crfsuite": version("python-crfsuite"),
    }


def note() -> dict[str, object]:
    """What was written down when the shipped model was trained."""
    kept: dict[str, object] = json.loads(NOTE.read_text(encoding="utf-8"))
    return kept


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def learn(rows: Sequence[Row], path: Path) -> None:
    """Train on rows of features and labels, and write the model."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, labels in rows:
        trainer.append(features, labels)
    trainer.set_params(dict(PARAMETERS))
    trainer.train(str(path))


def rows_of(talk: Drawn, dice: Random) -> Iterator[Row]:
    """Features and labels of every line of a talk."""
    texts = [line.text for line in talk.lines]
    names = Names(talk.known)
    for marked, restored in zip(talk.lines, capitals.restore(texts, names), strict=True):
        line, written = restored, cut(marked.text)
        said = recognising.verdicts(line, recognising.by_rules(marked.text, line, names))
        if dice.random() < WITHOUT_RULES:
            line, said = cut(capitals.lowered(marked.text)), [""] * len(line)
        if len(line) and len(written) == len(line) == len(said):
            yield word_features.of_line(written, line, said, names, cased=talk.cased), labels(line, marked)


def labels(line: Line, marked: Marked) -> list[str]:
    """What each token is: the beginning of something, more of it, or nothing."""
    spans = [*marked.spans()]
    within = [next((one for one in spans if one[0] <= token.idx < one[1]), None) for token in line]
    return [
        trained.NOTHING if one is None else f"{'I' if one == before else 'B'}-{one[2]}"
        for before, one in pairwise([None, *within])
    ]
