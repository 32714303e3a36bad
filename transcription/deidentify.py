"""De-identification: the computer suggests words, the interviewer decides each, and approves the whole text.

Suggestions come from `identifiers` and the names known to the interview. Nothing goes on without the approval.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Child, ChildHandler
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.participation.models import ContactDetails
from transcription import identifiers, replacing, transcripts
from transcription.identifiers import Kind, Known
from transcription.models import IdentifierDecision, Segment, Transcript
from transcription.replacing import Decision
from transcription.transcripts import State

REPLACE, KEEP = "replace", "keep"
BY_HAND = "by_hand"
UNKNOWN_PERSON = identifiers.TOKENS[Kind.NAME]
LONGEST_WORD, LONGEST_TOKEN = 120, 60
CHILD, HANDLER, FAMILY, INTERVIEWER = "[barnet]", "[socialsekreteraren]", "[vårdnadshavaren]", "[intervjuaren]"


@dataclass(frozen=True, slots=True)
class Word:
    """An identifying word of the transcript: how often it stands there, what is proposed, what was decided."""

    word: str
    kind: str
    token: str
    count: int
    action: str | None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text. `word` is set where an identifying word stands, `replacement` where it is swapped."""

    text: str
    word: str | None = None
    replacement: str | None = None
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page: every word with its decision, and every segment as runs."""

    transcript: Transcript
    words: tuple[Word, ...]
    lines: tuple[tuple[Segment, tuple[Run, ...]], ...]

    @property
    def undecided(self) -> tuple[Word, ...]:
        """Suggestions that wait for a decision."""
        return tuple(word for word in self.words if word.action is None)


def open_page(actor: Actor, transcript_id: uuid.UUID) -> Page:
    """The suggestions and decisions of one transcript, put on the trail. Raises `NotFound`, `WrongState` too early."""
    transcript = transcripts.get_own(actor, transcript_id)
    _require_corrected(transcript)
    trail.record(actor, Event.TRANSCRIPT_READ, transcript.id)
    return _page(transcript)


def decide(actor: Actor, transcript_id: uuid.UUID, *, word: str, action: str, token: str = "") -> None:
    """Decide about a word wherever it stands: `replace` by the token, or `keep`. Deciding again replaces.

    Raises `InvalidInput` for an empty token or a word that the text does not hold.
    """
    transcript = _changeable(actor, transcript_id)
    word = replacing.base_form(word)[:LONGEST_WORD]
    found = next((one for one in _page(transcript).words if replacing.same_word(one.word, word)), None)
    if found is None:
        if not _count(transcripts.list_segments(transcript), word):
            raise InvalidInput(N_("The text does not hold that word. Copy it from the text."), field="word")
        found = Word(word=word, kind=BY_HAND, token="", count=0, action=None, by_hand=True)
    _put(actor, transcript, found, action, _checked_token(token) if action == REPLACE else "")


def undecide(actor: Actor, transcript_id: uuid.UUID, *, word: str) -> None:
    """Take a decision back; a word marked by hand is then no longer marked."""
    transcript = _changeable(actor, transcript_id)
    for row in _decisions(transcript):
        if replacing.same_word(row.word, word):
            db.session.delete(row)
            _reopen(transcript)
            trail.record(actor, Event.IDENTIFIER_DECIDED, transcript.id, action="undone")
    db.session.flush()


def approve(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    """The interviewer has read everything. Raises `WrongState` while suggestions wait for a decision."""
    transcript = _changeable(actor, transcript_id)
    if _page(transcript).undecided:
        raise WrongState(N_("Some suggestions are not decided yet. Replace or keep each of them first."))
    if transcript.state == State.CORRECTED:
        transcript.state, transcript.approved_at = State.APPROVED, clock.now()
        db.session.flush()
        trail.record(actor, Event.IDENTIFIERS_APPROVED, transcript.id, revision=transcript.revision)
    return transcript


def decided(transcript: Transcript) -> list[Decision]:
    """The decisions of a transcript that the caller holds, in the form that `replacing` takes."""
    return [Decision(row.word, row.token if row.action == REPLACE else None) for row in _decisions(transcript)]


def known_names(assignment: Assignment) -> list[Known]:
    """The names that this interview knows: the child and the family, handlers past and present, the interviewer.

    They are used to find words and are shown nowhere.
    """
    details = db.session.get(ContactDetails, assignment.id)
    family = [(details.child_name, CHILD), (details.guardian_names, FAMILY)] if details else []
    child = db.session.scalar(
        select(Child)
        .where(Child.id == assignment.child_id)
        .options(selectinload(Child.handlers).selectinload(ChildHandler.person))
    )
    handlers = [(row.person.name, HANDLER) for row in child.handlers] if child else []
    names = [*family, *handlers, (assignment.interviewer.name, INTERVIEWER)]
    return [Known(name, token) for name, token in names if name.strip()]


def _page(transcript: Transcript) -> Page:
    segments = transcripts.list_segments(transcript)
    rows = {replacing.base_form(row.word).casefold(): row for row in _decisions(transcript)}
    words: dict[str, Word] = {}
    for suggestion in _suggestions(transcript, segments):
        key = replacing.base_form(suggestion.text).casefold()
        if key not in words:
            row = rows.get(key)
            words[key] = _word(row.word if row else replacing.base_form(suggestion.text), suggestion, row, segments)
        elif words[key].token == UNKNOWN_PERSON:  # said more closely elsewhere
            words[key] = replace(words[key], token=suggestion.token)
    for key, row in rows.items():
        if key not in words:
            count = _count(segments, row.word)
            words[key] = Word(row.word, row.kind, row.token, count, row.action, row.by_hand)
    found = _numbered(words.values())
    lines = tuple((segment, runs(segment.text, found)) for segment in segments if segment.text)
    return Page(transcript, found, lines)


def _word(
    word: str, suggestion: identifiers.Suggestion, row: IdentifierDecision | None, segments: Sequence[Segment]
) -> Word:
    token = row.token if row and row.token else suggestion.token
    return Word(word, suggestion.kind.value, token, _count(segments, word), row.action if row else None)


def runs(text: str, words: Sequence[Word]) -> tuple[Run, ...]:
    """The text cut at every identifying word, in order; together the runs are the text."""
    by_word = {word.word: word for word in words}
    found, at = [], 0
    decisions = [Decision(word.word, word.token if word.action == REPLACE else None) for word in words]
    for hit in replacing.list_hits(text, decisions):
        if at < hit.start:
            found.append(Run(text[at : hit.start]))
        is_decided = by_word[hit.decision.word].action is not None
        found.append(Run(text[hit.start : hit.end], hit.decision.word, hit.replacement, is_decided))
        at = hit.end
    return (*found, Run(text[at:])) if at < len(text) else tuple(found)


def _suggestions(transcript: Transcript, segments: Sequence[Segment]) -> list[identifiers.Suggestion]:
    known = known_names(transcript.assignment)
    seen = identifiers.names_in(segment.text for segment in segments)
    return [one for segment in segments for one in identifiers.suggest(segment.text, known, seen_names=seen)]


def _numbered(words: Iterable[Word]) -> tuple[Word, ...]:
    """Persons of whom nothing is known get a number each, so that two are not taken for one."""
    found = tuple(words)
    unknown = [word.word for word in found if word.token == UNKNOWN_PERSON and word.action is None]
    if len(unknown) < 2:
        return found
    tokens = {word: f"{UNKNOWN_PERSON.removesuffix(']')} {number}]" for number, word in enumerate(unknown, 1)}
    return tuple(replace(word, token=tokens.get(word.word, word.token)) for word in found)


def _count(segments: Sequence[Segment], word: str) -> int:
    return sum(len(replacing.list_hits(segment.text, [Decision(word, None)])) for segment in segments)


def _checked_token(token: str) -> str:
    token = " ".join(token.split()).strip("[] ")[:LONGEST_TOKEN]
    if not token:
        raise InvalidInput(N_("Write what shall stand there instead."), field="token")
    return f"[{token}]"


def _changeable(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    transcript = transcripts.get_editable(actor, transcript_id)
    _require_corrected(transcript)
    return transcript


def _require_corrected(transcript: Transcript) -> None:
    if transcript.state not in transcripts.CHECKED:
        raise WrongState(N_("Listen and correct first. Then you replace what can be recognised."))


def _put(actor: Actor, transcript: Transcript, word: Word, action: str, token: str) -> None:
    if action not in {REPLACE, KEEP}:
        raise InvalidInput(N_("The page could not read what was sent. Go back and try again."))
    row = next((one for one in _decisions(transcript) if replacing.same_word(one.word, word.word)), None)
    if row is None:
        row = IdentifierDecision(transcript_id=transcript.id, word=word.word, kind=word.kind, by_hand=word.by_hand)
        db.session.add(row)
    row.action, row.token = action, token
    _reopen(transcript)
    db.session.flush()
    trail.record(actor, Event.IDENTIFIER_DECIDED, transcript.id, action=action, kind=row.kind)


def _reopen(transcript: Transcript) -> None:
    if transcript.state == State.APPROVED:
        transcript.state, transcript.approved_at = State.CORRECTED, None


def _decisions(transcript: Transcript) -> Sequence[IdentifierDecision]:
    return db.session.scalars(
        select(IdentifierDecision)
        .where(IdentifierDecision.transcript_id == transcript.id)
        .order_by(IdentifierDecision.created_at),
    ).all()
