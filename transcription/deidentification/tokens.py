"""Cuts a line into words and marks, and finds short runs of them by a pattern. Pure, and ready at once.

A pattern is a row of conditions in the form that spaCy's matcher reads, which is well known: `LOWER`, `TEXT`,
`IS_LOWER`, `IS_ALPHA`, `PROFESSION`, and `OP` for how often.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

WORD = re.compile(r"\w+(?:[-'’–]\w+)*|[^\w\s]")
REMEMBERED = 5_000
"""Words whose answer a condition remembers."""
OPENING = frozenset("\"”’'(–-[)")
"""Marks that stand between a sentence's end and the next one's first word."""
ENDING = frozenset(".!?…:")
TIMES = {"?": (0, 1), "*": (0, 9), "+": (1, 9)}
Condition = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: which it is of its line, where it begins in code points, and whether a space follows."""

    text: str
    i: int
    idx: int
    has_space: bool
    lower: str
    """The word in small letters."""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.idx + len(self.text)

    @property
    def is_word(self) -> bool:
        """Whether it is a word of letters, and not a mark or a number."""
        return self.text[0].isalpha()


@dataclass(frozen=True)
class Line:
    """A line in tokens."""

    text: str
    tokens: Sequence[Token]

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """The tokens in order."""
        return iter(self.tokens)

    def __getitem__(self, at: int) -> Token:
        """One token."""
        return self.tokens[at]

    def lower(self, at: int) -> str:
        """The token there in small letters, or nothing beyond the line."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the tokens [start, end) stand: code points."""
        return self.tokens[start].idx, self.tokens[end - 1].end

    def shown(self, start: int, end: int) -> str:
        """The tokens [start, end) as they are written."""
        first, last = self.span(start, end)
        return self.text[first:last]

    def begins_sentence(self, at: int) -> bool:
        """Whether the token begins a sentence, so that its capital letter says nothing."""
        return at <= 0 or self._begins[at]

    def before(self, at: int, but: frozenset[str]) -> str:
        """The word before in the same sentence, in small letters, leaving some out; nothing where there is none."""
        if at <= 0:
            return ""
        if but not in self._before:
            self._before[but] = self._words_before(but)
        return self._before[but][at]

    @cached_property
    def _begins(self) -> Sequence[bool]:
        """Of every token whether it begins a sentence, told in one walk: a line may be a row of dashes."""
        begins = [True]
        for token in self.tokens:
            begins.append(begins[-1] if token.text in OPENING else token.text in ENDING)
        return begins

    @cached_property
    def _before(self) -> dict[frozenset[str], Sequence[str]]:
        return {}

    def _words_before(self, but: frozenset[str]) -> Sequence[str]:
        words = [""]
        for token in self.tokens:
            if self._begins[token.i + 1]:
                words.append("")
            else:
                words.append(words[-1] if token.lower in but else token.lower)
        return words


def cut(text: str) -> Line:
    """The line in tokens. «Anna-Karin», «snabel-a» and «Hannes's» are one each."""
    found = WORD.finditer(text)
    return Line(
        text,
        [
            Token(one[0], i, one.start(), text[one.end() : one.end() + 1] == " ", one[0].lower())
            for i, one in enumerate(found)
        ],
    )


class Pattern:
    """A row of conditions, each met by one token or, with `OP`, by some."""

    def __init__(self, conditions: Sequence[Condition], *, is_profession: Callable[[str], bool]) -> None:
        """Read the conditions once."""
        self._steps = [(_test_of(one, is_profession), *_times(str(one.get("OP", "")))) for one in conditions]

    def find(self, line: Line, starts: Iterable[int] | None = None) -> Iterator[tuple[int, int]]:
        """The longest run of tokens [start, end) from each place on; from `starts` only, where they are given."""
        for start in range(len(line)) if starts is None else starts:
            end = self._end(line.tokens, start, 0)
            if end is not None and end > start:
                yield start, end

    def may_begin(self, word: str) -> bool:
        """Whether a run can begin with the word: it meets the first condition, or one that may come first."""
        for test, least, _most in self._steps:
            if test(word):
                return True
            if least:
                return False
        return False

    def _end(self, tokens: Sequence[Token], at: int, step: int) -> int | None:
        if step == len(self._steps):
            return at
        test, least, most = self._steps[step]
        many, left = 0, len(tokens) - at
        while many < most and many < left and test(tokens[at + many].text):
            many += 1
        for taken in range(many, least - 1, -1):
            end = self._end(tokens, at + taken, step + 1)
            if end is not None:
                return end
        return None


Test = Callable[[str], bool]


def _times(op: str) -> tuple[int, int]:
    if op.startswith("{"):
        least, _, most = op.strip("{}").partition(",")
        return int(least), int(most)
    return TIMES.get(op, (1, 1))


def _test_of(condition: Condition, is_profession: Callable[[str], bool]) -> Test:
    """All of a condition as one question, whose answer is remembered per word."""
    tests = [_single(name, wanted, is_profession) for name, wanted in condition.items() if name != "OP"]

    @lru_cache(REMEMBERED)
    def holds(text: str) -> bool:
        return all(test(text) for test in tests)

    return holds


def _single(name: str, wanted: object, is_profession: Callable[[str], bool]) -> Callable[[str], bool]:
    if name == "PROFESSION":
        return is_profession
    if name in {"IS_LOWER", "IS_ALPHA"}:
        return str.islower if name == "IS_LOWER" else str.isalpha
    matches = _matches(wanted)
    return (lambda text: matches(text.lower())) if name == "LOWER" else matches


def _matches(wanted: object) -> Callable[[str], bool]:
    if isinstance(wanted, str):
        return lambda word: word == wanted
    if not isinstance(wanted, Mapping):
        raise TypeError(wanted)
    if "IN" in wanted:
        words = frozenset(wanted["IN"])
        return lambda word: word in words
    pattern = re.compile(str(wanted["REGEX"]))
    return lambda word: pattern.search(word) is not None
