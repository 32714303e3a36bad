"""Makes the talk to train on: sentences with their slots filled, and interviews with other names in them. Pure.

Everything comes from the dice that are handed in, so that the same files and seed give the same talk.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from transcription.deidentification import lexicon
from transcription.deidentification.capitals import lowered
from transcription.deidentification.evaluation import Talk
from transcription.deidentification.kinds import Known
from transcription.deidentification.near_spelling import without_genitive
from transcription.deidentification.training_slots import SLOTS, area, misheard

SENTENCES = Path(__file__).parent / "training" / "sentences.txt"
SLOT = re.compile(r"\[(?P<marked>[^|\]]+)\|detail\]|<(?P<slot>[A-Z]s?)>(?P<tail>s?)")
WITHIN = re.compile(r"<([A-Z]s?)>")
WORD = re.compile(r"\w+")
LINES = 24
"""Sentences that stand together as one talk, because the rules read a talk as a whole."""
FILLED, PLAIN, ROUNDS = 3, 8, 8
"""How often a sentence with slots is filled, one without is taken, and an interview is told with other names."""
SWAPPED, KNOWING, KNOWN, SMALL, STOPPED, CARELESS, SLURRED, BENT = 0.6, 0.5, 0.4, 0.5, 0.4, 0.08, 0.35, 0.2
"""Shares: of names swapped, of talks whose interviewer knows names and of names known then, of talks in small letters
and with full stops, of names small in ordinary text, of lines in dialect and of their words that are bent."""
KINDS: Mapping[str, str] = {
    "person": "person", "name": "person", "person_name": "person", "child_nickname": "person",
    "place": "place", "address": "place",
    "school": "group", "workplace": "group", "school_or_workplace": "group", "organisation": "group",
    "date": "day", "date_or_age_identifying": "day",
    "profession": "detail", "other_identifying": "detail",
    "personal_number": "number", "phone": "number", "mail": "number", "email": "number", "web": "number",
}  # fmt: skip
"""What the kinds of the sets are to the recogniser; a line with another one is left out."""
SLOT_OF: Mapping[str, str] = {"person": "N", "place": "P", "group": "O", "day": "D"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A line in pieces: their words, and what they are or ''."""

    pieces: Sequence[tuple[str, str]]

    @property
    def text(self) -> str:
        """The line as it is written."""
        return "".join(words for words, _ in self.pieces)

    def spans(self) -> Iterator[tuple[int, int, str]]:
        """Code points (start, end) of what is marked, and what it is."""
        at = 0
        for words, kind in self.pieces:
            if kind:
                yield at, at + len(words), kind
            at += len(words)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A talk to be learnt from: lines, the names that its interviewer knows; `cased`: capital letters say something."""

    lines: Sequence[Marked]
    known: Sequence[Known] = field(default_factory=list)
    cased: bool = True


def drawn(talks: Sequence[Talk], dice: Random) -> Iterator[Drawn]:
    """Everything to learn from: the interviews, each time with other names, and the sentences."""
    for _ in range(ROUNDS):
        for talk in talks:
            yield of_interview(talk, dice)
    yield from of_sentences(sentences(), dice)


def sentences() -> list[str]:
    """The sentences of the file, in order."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and line[0] not in "#="]


def of_sentences(templates: Sequence[str], dice: Random) -> Iterator[Drawn]:
    """Talks of sentences in any order."""
    lines = [_slurred(fill(one, dice), dice) for one in templates for _ in range(FILLED if SLOT.search(one) else PLAIN)]
    dice.shuffle(lines)
    for start in range(0, len(lines), LINES):
        together = lines[start : start + LINES]
        names = [words for line in together for words, kind in line.pieces if kind == "person"]
        names += [one for line in together for one in _words_that_are_names(line)]
        known = [Known(without_genitive(one), "person") for one in names if dice.random() < KNOWN]
        yield _in_letters(Drawn(together, known if dice.random() < KNOWING else []), dice)


def fill(sentence: str, dice: Random) -> Marked:
    """The sentence with its slots filled."""
    pieces, at = [], 0
    for found in SLOT.finditer(sentence):
        pieces.append((sentence[at : found.start()], ""))
        if found["marked"]:
            pieces.append((WITHIN.sub(lambda slot: _inside(slot[1], dice), found["marked"]), "detail"))
        elif found["slot"].startswith("V"):
            pieces.append((area(dice) + found["tail"], ""))
        else:
            kind, make = SLOTS[found["slot"]]
            pieces.append((make(dice) + found["tail"], kind))
        at = found.end()
    return Marked([*pieces, (sentence[at:], "")])


def _inside(slot: str, dice: Random) -> str:
    return area(dice) if slot.startswith("V") else SLOTS[slot][1](dice)


def _slurred(line: Marked, dice: Random) -> Marked:
    """Some lines with words as a dialect has them: what no dictionary knows need not be a name."""
    if dice.random() > SLURRED:
        return line
    bent = [words if kind else WORD.sub(lambda one: _bent(one[0], dice), words) for words, kind in line.pieces]
    return Marked([(words, kind) for words, (_, kind) in zip(bent, line.pieces, strict=True)])


def _bent(word: str, dice: Random) -> str:
    return misheard(word, dice) if word.islower() and dice.random() < BENT else word


def _words_that_are_names(line: Marked) -> Iterator[str]:
    """Ordinary words of a line that are somebody's name elsewhere: an interview may know such a name."""
    names = lexicon.words("words_that_are_names")
    for words, kind in line.pieces:
        if not kind:
            yield from (one.capitalize() for one in WORD.findall(words) if one.capitalize() in names)


def of_interview(talk: Talk, dice: Random) -> Drawn:
    """An interview, most of its names and places being others; one name always gives the same other one."""
    others: dict[str, str] = {}
    lines = [
        Marked([(_other(words, kind, dice, others), kind) for words, kind in line.pieces]) for line in _lines(talk)
    ]
    known = [Known(others.get(one.name.casefold(), one.name), one.role) for one in talk.known]
    return _in_letters(Drawn(lines, known if dice.random() < KNOWING else []), dice)


def _lines(talk: Talk) -> Iterator[Marked]:
    for number, text in enumerate(talk.lines):
        marks = sorted((one for one in talk.marks if one.line == number), key=lambda one: one.start)
        if any(one.kind not in KINDS for one in marks) or any(one.line == number for one in talk.optional):
            continue
        pieces, at = [], 0
        for one in marks:
            pieces += [(text[at : one.start], ""), (text[one.start : one.end], KINDS[one.kind])]
            at = one.end
        yield Marked([*pieces, (text[at:], "")])


def _other(words: str, kind: str, dice: Random, others: dict[str, str]) -> str:
    """The words, or others of their kind, small where they are, and in the genitive where they are."""
    if kind not in SLOT_OF:
        return words
    base = without_genitive(words) if kind == "person" else words
    if base.casefold() not in others:
        others[base.casefold()] = SLOTS[_slot_of(base, kind)][1](dice) if dice.random() < SWAPPED else base
    other = others[base.casefold()] + words[len(base) :]
    return other if words[:1].isupper() else other.lower()


def _slot_of(words: str, kind: str) -> str:
    if kind == "person" and " " in words:
        return "F"
    if kind == "group" and re.search("skol|gymnas|dagis", words, re.I):
        return "S"
    return "A" if kind == "place" and re.search(r"\d|gatan|vägen", words, re.I) else SLOT_OF[kind]


def _in_letters(talk: Drawn, dice: Random) -> Drawn:
    """The talk in ordinary letters or in small ones; some write full stops, and some names are small all the same."""
    small, stops = dice.random() < SMALL, dice.random() < STOPPED
    lines = [_all_small(line) if small else _ordinary(line, dice, stops=stops) for line in talk.lines]
    return Drawn(lines, talk.known, cased=not small)


def _all_small(line: Marked) -> Marked:
    return Marked([(lowered(words), kind) for words, kind in line.pieces])


def _ordinary(line: Marked, dice: Random, *, stops: bool) -> Marked:
    pieces = [(lowered(words) if kind and dice.random() < CARELESS else words, kind) for words, kind in line.pieces]
    pieces = [one for one in pieces if one[0]]
    if stops and pieces:
        words, kind = pieces[0]
        pieces[0] = (words[:1].upper() + words[1:], kind)
        end = [(".", "")] if pieces[-1][0][-1:] not in ".?!" else []
        pieces += end
    return Marked(pieces)
