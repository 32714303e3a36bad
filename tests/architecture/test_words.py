"""One word for a thing: the words that were retired do not come back as names in the program."""

import io
import re
import tokenize
from collections.abc import Iterator

from tests.architecture.source import Module, expect_none, modules

# What is said instead. House words that were kept (cycle, draw, anchor, intake, follow-up) are not here.
RETIRED = {
    "again": "retranscription, or what is done once more",
    "brake": "throttle",
    "doomed": "deferred deletion, pending",
    "door": "navigation item, access rule, or sign-in",
    "doors": "navigation items, access rules",
    "doubt": "confidence, uncertain",
    "doubted": "uncertain",
    "hear": "transcribe, recognise",
    "heard": "transcribed, recognised; at the seminar, the voices of a theme",
    "hearing": "transcription, recognition",
    "manner": "retry mode",
    "manners": "retry modes",
    "stretch": "segment, passage, span",
    "stretches": "segments, passages, spans",
    "take": "recording",
    "takes": "recordings",
    "telling": "facts, steps, hooks",
    "unhurried": "large body",
}

# name → why it is not the retired word
KEPT = {
    "transcribe_again": "the action of the queue: transcribe once more",
    "find_again": "an anchor is found again in a changed text",
    "LOOK_AGAIN": "when the worker looks at the job once more",
    "TRY_AGAIN": "the sentence of a button",
    "SHOWN_AGAIN": "the form comes back",
    "ASKED_FOR_AGAIN": "a browser asks once more",
    "again": "an adverb for a second time, in a local variable",
    "_sealed_again": "a value sealed a second time",
    "_try_again": "a second attempt",
    "take_in": "a verb: another municipality's file is taken in",
    "take_back": "a verb: the handed-over copy is taken back",
    "may_take_back": "the same verb",
    "_may_take_back": "the same verb",
    "_take_back": "the same verb",
    "_take_in": "a verb: a message or a line is taken in",
    "_take": "a verb: bytes are taken from a file",
    "_take_string": "the same verb",
    "_take_variables": "the same verb",
    "_telling_full": "a verb: says that the disk is full",
}


def _names(module: Module) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type == tokenize.NAME:
            yield token.start[0], token.string


def _parts(name: str) -> set[str]:
    return set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_"))


def test_no_name_brings_a_retired_word_back() -> None:
    expect_none(
        f"{module}:{line} {name}: say {', '.join(sorted(RETIRED[word] for word in _parts(name) & RETIRED.keys()))}"
        for module in modules()
        for line, name in _names(module)
        if _parts(name) & RETIRED.keys() and name not in KEPT
    )


def test_no_module_is_called_by_a_retired_word() -> None:
    expect_none(
        f"{module.name} is called by a retired word"
        for module in modules()
        if {part for word in module.name.split(".") for part in _parts(word)} & RETIRED.keys()
    )


def test_what_was_kept_is_still_there() -> None:
    there = {name for module in modules() for _, name in _names(module)}
    expect_none(f"{name} is gone: take it off the list" for name in KEPT if name not in there)
