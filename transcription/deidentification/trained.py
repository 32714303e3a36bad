"""The trained recogniser: says of each word how likely it is that it identifies somebody, and what it would be. Pure.

A conditional random field (Lafferty et al. 2001) over the features of `word_features`. `training` makes the model; the
decision about it says what it is worth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pycrfsuite

MODEL = Path(__file__).parent / "training" / "recogniser.crfsuite"
NOTHING = "O"
UNLIKELY = 0.01
"""Of a word that is less likely than this it is not asked what it would be."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word would be if it identified somebody, and how likely it is that it does, from 0 to 1."""

    kind: str
    share: float


@cache
def tagger() -> pycrfsuite.Tagger:
    """The model, read in milliseconds."""
    one = pycrfsuite.Tagger()
    one.open(str(MODEL))
    return one


@cache
def kinds() -> Sequence[str]:
    """The kinds that the model tells apart."""
    return sorted({label[2:] for label in tagger().labels() if label != NOTHING})


def read(features: Sequence[Sequence[str]]) -> list[Reading]:
    """The reading of every token of a line."""
    if features:
        tagger().set(features)
    return [_of_token(at) for at in range(len(features))]


def _of_token(at: int) -> Reading:
    """The reading of one token of the line that was set last."""
    one = tagger()
    share = 1 - one.marginal(NOTHING, at)
    if share < UNLIKELY:
        return Reading("", share)
    return Reading(max(kinds(), key=lambda kind: one.marginal(f"B-{kind}", at) + one.marginal(f"I-{kind}", at)), share)
