"""A transcript with its identifying words marked: what was suggested, what is decided, before and after.

Puts together what `searching` found and the decisions; decides nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from toolkit.db import db
from transcription import transcripts
from transcription.deidentification import lexicon, searching
from transcription.deidentification.kinds import UNKNOWN_PERSON, Found, Kind, next_token, role_of
from transcription.deidentification.replacing import Decision, Finder, Hit, Place, base_form, bent, key_of
from transcription.models import IdentifierDecision, Segment, Transcript

REPLACE, KEEP = "replace", "keep"
BY_HAND = "by_hand"
AROUND = 40
GROUPS: Mapping[str, frozenset[str]] = {
    "people": frozenset({Kind.NAME, Kind.KNOWN}),
    "places": frozenset({Kind.PLACE, Kind.SCHOOL, Kind.WORKPLACE, Kind.ORIGIN, Kind.ADDRESS}),
    "numbers": frozenset({Kind.PERSONAL_NUMBER, Kind.PHONE, Kind.MAIL, Kind.WEB}),
    "times": frozenset({Kind.DATE, Kind.AGE, Kind.PROFESSION}),
}
"""Suggestions that can be decided together."""


@dataclass(frozen=True, slots=True)
class Word:
    """An identifying word of the transcript: how often it stands there, what is proposed, what was decided."""

    word: str
    kind: str
    token: str
    who: str = ""
    count: int = 0
    action: str | None = None
    by_hand: bool = False
    only_there: bool = False
    example: tuple[str, str, str] = ("", "", "")

    @property
    def key(self) -> str:
        """What is alike for all spellings of the word."""
        return key_of(self.word)

    @property
    def decision(self) -> Decision:
        """The word in the form that `replacing` takes."""
        return Decision(self.word, self.token if self.action == REPLACE else None, self.only_there)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text. `word` is set where an identifying word stands, `token` says what may stand there instead."""

    text: str
    word: Word | None = None
    token: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page: every word with its decision, and every segment as runs. `is_current`: searched as it stands."""

    transcript: Transcript
    is_current: bool
    words: tuple[Word, ...]
    lines: tuple[tuple[Segment, tuple[Run, ...]], ...]

    @property
    def undecided(self) -> tuple[Word, ...]:
        """Suggestions that wait for a decision."""
        return tuple(word for word in self.words if word.action is None)

    @property
    def waiting(self) -> dict[str, list[Word]]:
        """The same in their groups, without empty ones."""
        groups = {name: [word for word in self.undecided if word.kind in kinds] for name, kinds in GROUPS.items()}
        return {name: words for name, words in groups.items() if words}

    @property
    def tokens(self) -> dict[str, list[Word]]:
        """The words that are replaced, by their token: one person, one token."""
        found: dict[str, list[Word]] = {}
        for word in self.words:
            if word.action == REPLACE:
                found.setdefault(word.token, []).append(word)
        return found

    @property
    def kept(self) -> list[Word]:
        """The words that stay as they are."""
        return [word for word in self.words if word.action == KEEP]


def read(transcript: Transcript) -> Page:
    """The page of a transcript that the caller holds."""
    segments = transcripts.list_segments(transcript)
    found = searching.list_found(transcript, segments)
    words = _with_tokens(_words(segments, found, list_decisions(transcript)))
    finder = Finder(word.decision for word in words)
    places = _places(found)
    hits = [finder.list_hits(segment.text, places.get(line, ())) for line, segment in enumerate(segments)]
    counted = _counted(words, segments, hits)
    by_key = {word.key: word for word in counted}
    lines = tuple(
        (segment, tuple(_runs(segment.text, each, by_key))) for segment, each in zip(segments, hits, strict=True)
    )
    return Page(transcript, searching.is_current(transcript, segments), counted, lines)


def list_texts(transcript: Transcript) -> list[tuple[Segment, str]]:
    """Every segment with its text as decided: what leaves this room."""
    segments = transcripts.list_segments(transcript)
    found = searching.list_found(transcript, segments)
    rows = list_decisions(transcript)
    finder = Finder(word.decision for word, _ in _words(segments, found, rows))
    places = _places(found)
    return [(segment, finder.apply(segment.text, places.get(line, ()))) for line, segment in enumerate(segments)]


def list_decisions(transcript: Transcript) -> Sequence[IdentifierDecision]:
    """The decisions of a transcript that the caller holds, oldest first."""
    return db.session.scalars(
        select(IdentifierDecision)
        .where(IdentifierDecision.transcript_id == transcript.id)
        .order_by(IdentifierDecision.created_at, IdentifierDecision.id),
    ).all()


def is_ordinary_word(word: str) -> bool:
    """Whether the word is also an everyday one, so that only the places that were suggested are meant."""
    return lexicon.is_two_things(word[:1].upper() + word[1:]) or lexicon.is_everyday(word)


def _places(found: Sequence[Found]) -> dict[int, list[Place]]:
    places: dict[int, list[Place]] = {}
    for one in found:
        places.setdefault(one.line, []).append(Place(one.start, one.end))
    return places


def _words(
    segments: Sequence[Segment], found: Sequence[Found], rows: Sequence[IdentifierDecision]
) -> list[tuple[Word, str]]:
    """Every word once, in the order of the text, with its role; decided words that were not suggested last."""
    decided = {key_of(row.word): row for row in rows}
    words: dict[str, tuple[Word, str]] = {}
    for one in found:
        shown = base_form(segments[one.line].text[one.start : one.end])
        key = shown.casefold()
        known = words.get(key)
        if known is None:
            row = decided.get(key)
            words[key] = (_suggested(shown, one, row), one.role)
        elif known[1] == UNKNOWN_PERSON:  # said more closely elsewhere
            words[key] = (known[0], one.role)
    for key, row in decided.items():
        if key not in words:
            only_there = not row.by_hand and is_ordinary_word(row.word)
            words[key] = (
                Word(row.word, row.kind, row.token, f"own {key}", 0, row.action, row.by_hand, only_there),
                role_of(row.token),
            )
    return list(words.values())


def _suggested(shown: str, one: Found, row: IdentifierDecision | None) -> Word:
    if row is None:
        return Word(shown, one.kind.value, "", one.who, only_there=one.ordinary)
    return Word(row.word, row.kind, row.token, one.who, 0, row.action, row.by_hand, one.ordinary and not row.by_hand)


def _with_tokens(words: Iterable[tuple[Word, str]]) -> list[Word]:
    """Every word with its token: the decided one, the one of the same person, or the next of its role."""
    listed = list(words)
    roles: dict[str, str] = {}
    tokens = {word.who: word.token for word, _ in listed if word.action == REPLACE}
    for word, role in listed:
        if roles.get(word.who, UNKNOWN_PERSON) == UNKNOWN_PERSON:
            roles[word.who] = role
    done = []
    for word, _ in listed:
        if word.action == REPLACE:
            done.append(word)
            continue
        if word.who not in tokens:
            tokens[word.who] = next_token(roles[word.who], set(tokens.values()))
        done.append(_changed(word, token=tokens[word.who]))
    return done


def _changed(word: Word, *, token: str) -> Word:
    return Word(word.word, word.kind, token, word.who, word.count, word.action, word.by_hand, word.only_there)


def _counted(words: Sequence[Word], segments: Sequence[Segment], hits: Sequence[Sequence[Hit]]) -> tuple[Word, ...]:
    counts: dict[str, int] = {}
    examples: dict[str, tuple[str, str, str]] = {}
    for segment, each in zip(segments, hits, strict=True):
        for hit in each:
            key = key_of(hit.decision.word)
            counts[key] = counts.get(key, 0) + 1
            if key not in examples:
                text = segment.text
                before, after = text[max(0, hit.start - AROUND) : hit.start], text[hit.end : hit.end + AROUND]
                examples[key] = (_cut(before, left=True), text[hit.start : hit.end], _cut(after, left=False))
    return tuple(
        Word(
            word.word, word.kind, word.token, word.who, counts.get(word.key, 0), word.action, word.by_hand,
            word.only_there, examples.get(word.key, ("", word.word, "")),
        )
        for word in words
    )  # fmt: skip


def _cut(text: str, *, left: bool) -> str:
    """At most AROUND letters, cut between words."""
    if len(text) < AROUND:
        return text
    return f"… {text.split(' ', 1)[-1]}" if left else f"{text.rsplit(' ', 1)[0]} …"


def _runs(text: str, hits: Sequence[Hit], words: Mapping[str, Word]) -> Iterator[Run]:
    at = 0
    for hit in hits:
        if at < hit.start:
            yield Run(text[at : hit.start])
        word = words[key_of(hit.decision.word)]
        shown = text[hit.start : hit.end]
        is_genitive = len(shown) > len(word.word) and shown.casefold().endswith("s")
        yield Run(shown, word, bent(word.token) if is_genitive else word.token)
        at = hit.end
    if at < len(text):
        yield Run(text[at:])
