"""A transcript with its identifying words marked: what was suggested, what is decided, before and after.

Puts together what `searching` found and the decisions, about a word or about one place of it; decides nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from toolkit.db import db
from transcription.deidentification import capitals, known_names, lexicon, searching
from transcription.deidentification.kinds import UNKNOWN_PERSON, Found, next_token, role_of
from transcription.deidentification.places import Surroundings
from transcription.deidentification.replacing import Decision, Finder, Hit, Place, apply, base_form, bent, key_of
from transcription.deidentification.words_page import BY_HAND, REPLACE, Occurrence, Run, Word, WordsPage
from transcription.transcripts import segment_rows
from transcription.transcripts.models import IdentifierDecision, Segment, Transcript

AROUND = 40


@dataclass(frozen=True, slots=True)
class Marked:
    """A place where a word stands, its name in `places`, and the decision about it alone, if there is one."""

    line: int
    hit: Hit
    place: str
    own: IdentifierDecision | None

    @property
    def key(self) -> str:
        """The word that stands there, alike for all its spellings."""
        return key_of(self.hit.decision.word)

    def told(self, word: Word) -> Hit:
        """The place with what is to stand there: as it was decided alone, or with the others."""
        action, token = (self.own.action, self.own.token) if self.own else (word.action, word.token)
        return replace(self.hit, decision=Decision(word.word, token if action == REPLACE else None))


def read(transcript: Transcript) -> WordsPage:
    """The page of a transcript that the caller holds."""
    segments = segment_rows.list_segments(transcript)
    words, marked = _read(transcript, segments)
    by_key = {word.key: word for word in _with_tokens(words, marked)}
    occurrences = [_occurrence(one, by_key[one.key], segments[one.line].text) for one in marked]
    places: dict[str, list[Occurrence]] = {key: [] for key in by_key}
    stands: list[list[tuple[str, Occurrence]]] = [[] for _ in segments]
    for one, occurrence in zip(marked, occurrences, strict=True):
        places[one.key].append(occurrence)
        stands[one.line].append((one.key, occurrence))
    by_key = {key: replace(word, occurrences=tuple(places[key])) for key, word in by_key.items()}
    lines = tuple(
        (segment, tuple(_runs(segment.text, ((by_key[key], occurrence) for key, occurrence in each))))
        for segment, each in zip(segments, stands, strict=True)
    )
    return WordsPage(
        transcript,
        is_current=searching.is_current(transcript, segments),
        names_known=known_names.are_entered(transcript.assignment),
        letters=capitals.letters_of([segment.text for segment in segments]),
        words=tuple(by_key.values()),
        lines=lines,
    )


def list_texts(transcript: Transcript) -> list[tuple[Segment, str]]:
    """Every segment with its text as decided: what leaves this room."""
    segments = segment_rows.list_segments(transcript)
    words, marked = _read(transcript, segments)
    by_key = {word.key: word for word, _ in words}
    hits: dict[int, list[Hit]] = {}
    for one in marked:
        hits.setdefault(one.line, []).append(one.told(by_key[one.key]))
    return [(segment, apply(segment.text, hits.get(line, ()))) for line, segment in enumerate(segments)]


def list_decisions(transcript: Transcript) -> Sequence[IdentifierDecision]:
    """The decisions of a transcript that the caller holds, oldest first."""
    return db.session.scalars(
        select(IdentifierDecision)
        .where(IdentifierDecision.transcript_id == transcript.id)
        .order_by(IdentifierDecision.created_at, IdentifierDecision.id),
    ).all()


def is_ordinary_word(word: str) -> bool:
    """Whether the word is also an everyday one, so that only the places that were suggested are meant."""
    return lexicon.is_listed_as_two_things(word[:1].upper() + word[1:]) or lexicon.is_everyday(word)


def _read(transcript: Transcript, segments: Sequence[Segment]) -> tuple[list[tuple[Word, str]], list[Marked]]:
    """Every word with its role, and every place where one stands, in the order of the text."""
    found, rows = searching.list_found(transcript, segments), list_decisions(transcript)
    words = _words(segments, found, rows)
    alone = {(key_of(row.word), row.place): row for row in rows if row.place}
    marked = _marked((word for word, _ in words), segments, found, alone)
    lost = {key for key, _ in alone.keys() - {(one.key, one.place) for one in marked}} & {one.key for one in marked}
    return [(replace(word, action=None) if word.key in lost else word, role) for word, role in words], marked


def _marked(
    words: Iterable[Word],
    segments: Sequence[Segment],
    found: Sequence[Found],
    alone: dict[tuple[str, str], IdentifierDecision],
) -> list[Marked]:
    places: dict[int, list[Place]] = {}
    for one in found:
        places.setdefault(one.line, []).append(Place(one.start, one.end))
    finder = Finder(Decision(word.word, None, word.only_there) for word in words)
    lines = [segment.text for segment in segments]
    hits = [(line, hit) for line, text in enumerate(lines) for hit in finder.list_hits(text, places.get(line, ()))]
    names = Surroundings(lines).list_names((line, hit.start, hit.end) for line, hit in hits)
    return [
        Marked(line, hit, place, alone.get((key_of(hit.decision.word), place)))
        for (line, hit), place in zip(hits, names, strict=True)
    ]


def _words(
    segments: Sequence[Segment], found: Sequence[Found], rows: Sequence[IdentifierDecision]
) -> list[tuple[Word, str]]:
    """Every word once, in the order of the text, with its role; decided words that were not suggested last."""
    decided = {key_of(row.word): row for row in rows if not row.place}
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
    for row in rows:
        key = key_of(row.word)
        if key not in words:
            words[key] = (_not_suggested(row, decided.get(key)), role_of(row.token) if row.token else UNKNOWN_PERSON)
    return list(words.values())


def _suggested(shown: str, one: Found, row: IdentifierDecision | None) -> Word:
    if row is None:
        return Word(shown, one.kind.value, "", one.who, only_there=one.ordinary, sure=one.sure, likely=one.likely)
    only_there = one.ordinary and not row.by_hand
    return Word(row.word, row.kind, row.token, one.who, row.action, only_there, one.sure, one.likely)


def _not_suggested(row: IdentifierDecision, everywhere: IdentifierDecision | None) -> Word:
    """A word that only its decisions tell of. Was it decided at single places, the rest is asked about."""
    who = f"own {key_of(row.word)}"
    if everywhere is None:
        return Word(row.word, BY_HAND, "", who)
    only_there = not everywhere.by_hand and is_ordinary_word(row.word)
    return Word(everywhere.word, everywhere.kind, everywhere.token, who, everywhere.action, only_there)


def _with_tokens(words: Sequence[tuple[Word, str]], marked: Iterable[Marked]) -> Iterator[Word]:
    """Every word with its token: the decided one, the one of the same person, or the next of its role."""
    roles: dict[str, str] = {}
    tokens = {word.who: word.token for word, _ in words if word.token}
    who_is = {word.key: word.who for word, _ in words}
    for one in marked:
        if one.own and one.own.action == REPLACE:
            tokens.setdefault(who_is[one.key], one.own.token)
    taken = {*tokens.values(), *(one.own.token for one in marked if one.own)}
    for word, role in words:
        if roles.get(word.who, UNKNOWN_PERSON) == UNKNOWN_PERSON:
            roles[word.who] = role
    for word, _ in words:
        if word.who not in tokens:
            tokens[word.who] = next_token(roles[word.who], taken)
            taken.add(tokens[word.who])
        yield word if word.action == REPLACE else replace(word, token=tokens[word.who])


def _occurrence(one: Marked, word: Word, text: str) -> Occurrence:
    start, end, own = one.hit.start, one.hit.end, one.own
    action, token = (own.action, own.token or word.token) if own else (word.action, word.token)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    around = _cut(before, left=True), text[start:end], _cut(after, left=False)
    shown = bent(token) if one.hit.is_genitive else token
    return Occurrence(one.line, start, end, one.place, action, token, shown, own is not None, around)


def _cut(text: str, *, left: bool) -> str:
    """At most AROUND letters, cut between words."""
    if len(text) < AROUND:
        return text
    return f"… {text.split(' ', 1)[-1]}" if left else f"{text.rsplit(' ', 1)[0]} …"


def _runs(text: str, stands: Iterable[tuple[Word, Occurrence]]) -> Iterator[Run]:
    at = 0
    for word, occurrence in stands:
        if at < occurrence.start:
            yield Run(text[at : occurrence.start])
        yield Run(text[occurrence.start : occurrence.end], word, occurrence)
        at = occurrence.end
    if at < len(text):
        yield Run(text[at:])
