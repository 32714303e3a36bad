"""De-identification: the computer suggests words, the interviewer decides each, and approves the whole text.

Suggestions come from `searching`. A decision counts wherever the word stands, except at the places that were decided
by themselves. Nothing goes on without the approval.
"""

import uuid
from collections.abc import Iterable
from functools import partial

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from transcription.deidentification import marked_text
from transcription.deidentification.kinds import next_token, role_of
from transcription.deidentification.replacing import Decision, Finder, base_form, key_of, same_word
from transcription.deidentification.words_page import BY_HAND, KEEP, REPLACE, Occurrence, Word, WordsPage
from transcription.transcripts import access, segment_rows
from transcription.transcripts.models import IdentifierDecision, Transcript
from transcription.transcripts.states import CHECKED, State

LONGEST_WORD, LONGEST_TOKEN = 120, 60
SPLIT, FOLLOW = "split", "follow"


def open_page(actor: Actor, transcript_id: uuid.UUID) -> WordsPage:
    """The suggestions and decisions of one transcript, put on the trail. Raises `NotFound`, `WrongState` too early."""
    transcript = access.get_own(actor, transcript_id)
    _require_corrected(transcript)
    trail.record(actor, Event.TRANSCRIPT_READ, transcript.id)
    return marked_text.read(transcript)


def decide(
    actor: Actor, transcript_id: uuid.UUID, *, word: str, action: str, token: str = "", by_hand: bool = False
) -> None:
    """Decide about a word wherever it stands: `replace` by the token, or `keep`. Deciding again replaces.

    `by_hand` counts also where nothing was suggested, whether it is an ordinary word or not. Raises `InvalidInput` for
    an empty token or a word that the text does not hold.
    """
    transcript = _changeable(actor, transcript_id)
    if action not in {REPLACE, KEEP}:
        raise _unreadable()
    word = base_form(word)[:LONGEST_WORD]
    found = _find(marked_text.read(transcript).words, word)
    if found is None:
        _require_in_text(transcript, word)
        found, by_hand = Word(word, BY_HAND, ""), True
    token = _checked_token(token) if action == REPLACE else ""
    for row in _put(transcript, [(found, token)], action):
        row.by_hand = row.by_hand or by_hand
    trail.record(actor, Event.IDENTIFIER_DECIDED, transcript.id, action=action, kind=found.kind)


def decide_place(
    actor: Actor, transcript_id: uuid.UUID, *, word: str, at: str, revision: int, action: str, token: str = ""
) -> None:
    """Decide about one place of a word by itself, named `at` by the page as it was in `revision`.

    `replace` by the token, `keep`, `split` (it is somebody else of that name), or `follow` what counts for the others.
    Raises `WrongState` when the text has changed since, `InvalidInput` as `decide`.
    """
    transcript = _changeable(actor, transcript_id)
    page = marked_text.read(transcript)
    found = _find(page.words, word)
    occurrence = next((one for one in found.occurrences if one.at == at), None) if found else None
    if found is None or occurrence is None or transcript.revision != revision:
        raise WrongState(N_("The text has changed. Load the page again, and look at the place once more."))
    if action == FOLLOW:
        _forget(actor, transcript, [row for row in _rows_of(transcript, found) if row.place == occurrence.place])
        return
    if action == SPLIT:
        token = _token_of_another(page, found)
    elif action not in {REPLACE, KEEP}:
        raise _unreadable()
    token = "" if action == KEEP else _checked_token(token)
    _put(transcript, [(found, token)], KEEP if action == KEEP else REPLACE, occurrence=occurrence)
    trail.record(actor, Event.IDENTIFIER_DECIDED, transcript.id, action=f"{action}_here", kind=found.kind)


def replace_sure(actor: Actor, transcript_id: uuid.UUID, *, words: Iterable[str]) -> int:
    """Replace, by the tokens proposed, those of the words that wait and are sure: what somebody saw in a list.

    Words that are decided by now, or have become unsure, are left alone. Returns how many were decided.
    """
    transcript = _changeable(actor, transcript_id)
    seen = {key_of(word) for word in words}
    chosen = [word for word in marked_text.read(transcript).sure if word.key in seen]
    _put(transcript, [(word, word.token) for word in chosen], REPLACE)
    trail.record(actor, Event.IDENTIFIER_DECIDED, transcript.id, action=REPLACE, count=len(chosen))
    return len(chosen)


def undecide(actor: Actor, transcript_id: uuid.UUID, *, word: str) -> None:
    """Take what was decided about a word back, single places too; one marked by hand is then no longer marked."""
    transcript = _changeable(actor, transcript_id)
    _forget(actor, transcript, [row for row in marked_text.list_decisions(transcript) if same_word(row.word, word)])


def undo_last(actor: Actor, transcript_id: uuid.UUID) -> None:
    """Take back what was decided last: one word, or all that were decided together. Harmless when nothing is."""
    transcript = _changeable(actor, transcript_id)
    rows = marked_text.list_decisions(transcript)
    last = max((row.decided_at for row in rows), default=None)
    _forget(actor, transcript, [row for row in rows if row.decided_at == last])


def rename(actor: Actor, transcript_id: uuid.UUID, *, token: str, new: str) -> None:
    """Give everything that has a token another one. The token of somebody else makes the two one person."""
    transcript = _changeable(actor, transcript_id)
    checked = _checked_token(new)
    rows = [row for row in marked_text.list_decisions(transcript) if row.action == REPLACE and row.token == token]
    for row in rows:
        row.token = checked
    _reopen(transcript)
    db.session.flush()
    trail.record(actor, Event.IDENTIFIER_DECIDED, transcript.id, action="renamed", count=len(rows))


def split(actor: Actor, transcript_id: uuid.UUID, *, word: str) -> None:
    """Say that a word means somebody else: it gets the next free token of its role."""
    transcript = _changeable(actor, transcript_id)
    page = marked_text.read(transcript)
    found = _find(page.words, word)
    if found is None or found.action != REPLACE:
        raise _unreadable()
    _put(transcript, [(found, _token_of_another(page, found))], REPLACE)
    trail.record(actor, Event.IDENTIFIER_DECIDED, transcript.id, action="split", kind=found.kind)


def approve(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    """The interviewer has read everything.

    Raises `WrongState` while suggestions wait for a decision, or the text has not been searched as it stands.
    """
    transcript = _changeable(actor, transcript_id)
    page = marked_text.read(transcript)
    refused = partial(WrongState, page="words", of=transcript_id)
    if not page.is_current:
        raise refused(N_("The text has changed since the computer searched it. Let it search once more first."))
    if page.undecided:
        raise refused(N_("Some suggestions are not decided yet. Replace or keep each of them first."))
    if transcript.state == State.CORRECTED:
        transcript.state, transcript.approved_at = State.APPROVED, clock.now()
        db.session.flush()
        trail.record(actor, Event.IDENTIFIERS_APPROVED, transcript.id, revision=transcript.revision)
    return transcript


def _find(words: Iterable[Word], word: str) -> Word | None:
    return next((one for one in words if same_word(one.word, word)), None)


def _token_of_another(page: WordsPage, word: Word) -> str:
    """Whoever has the name at other places already; else the next free token of the role."""
    other = [
        occurrence.token for occurrence in word.apart if occurrence.action == REPLACE and occurrence.token != word.token
    ]
    taken = {*page.tokens, *(one.token for one in page.words)}
    return other[-1] if other else next_token(role_of(word.token), taken)


def _require_in_text(transcript: Transcript, word: str) -> None:
    finder = Finder([Decision(word, None)])
    if not any(finder.list_hits(segment.text) for segment in segment_rows.list_segments(transcript)):
        raise InvalidInput(N_("The text does not hold that word. Copy it from the text."), field="word")


def _checked_token(token: str) -> str:
    token = " ".join(token.split()).strip("[] ")[:LONGEST_TOKEN]
    if not token:
        raise InvalidInput(N_("Write what shall stand there instead."), field="token")
    return f"[{token}]"


def _changeable(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    transcript = access.get_editable(actor, transcript_id)
    _require_corrected(transcript)
    return transcript


def _require_corrected(transcript: Transcript) -> None:
    if transcript.state not in CHECKED:
        raise WrongState(
            N_("Listen and correct first. Then you replace what can be recognised."),
            page="correct",
            of=transcript.assignment_id,
        )


def _put(
    transcript: Transcript, decided: Iterable[tuple[Word, str]], action: str, *, occurrence: Occurrence | None = None
) -> list[IdentifierDecision]:
    """Keep what was decided about words, or about one place of a word. Decisions about places that say no more go."""
    now, place = clock.now(), occurrence.place if occurrence else ""
    rows = marked_text.list_decisions(transcript)
    done = []
    for word, token in decided:
        mine = [row for row in rows if same_word(row.word, word.word)]
        row = next((one for one in mine if one.place == place), None)
        if row is None:
            row = IdentifierDecision(
                transcript_id=transcript.id, word=word.word, place=place, kind=word.kind, by_hand=False, decided_at=now
            )
            db.session.add(row)
        row.action, row.token, row.decided_at = action, token, now
        done.append(row)
        if occurrence is None:
            _tidy(mine, word, row)
    _reopen(transcript)
    db.session.flush()
    return done


def _tidy(rows: Iterable[IdentifierDecision], word: Word, everywhere: IdentifierDecision) -> None:
    """Forget decisions about single places that the text no longer holds, or that say what counts everywhere."""
    held = {occurrence.place for occurrence in word.occurrences}
    for row in rows:
        if row.place and (row.place not in held or (row.action, row.token) == (everywhere.action, everywhere.token)):
            db.session.delete(row)


def _rows_of(transcript: Transcript, word: Word) -> list[IdentifierDecision]:
    return [row for row in marked_text.list_decisions(transcript) if same_word(row.word, word.word)]


def _unreadable() -> InvalidInput:
    return InvalidInput(N_("The page could not read what was sent. Go back and try again."))


def _forget(actor: Actor, transcript: Transcript, rows: Iterable[IdentifierDecision]) -> None:
    count = 0
    for row in rows:
        db.session.delete(row)
        count += 1
    if count:
        _reopen(transcript)
        trail.record(actor, Event.IDENTIFIER_DECIDED, transcript.id, action="undone", count=count)
    db.session.flush()


def _reopen(transcript: Transcript) -> None:
    if transcript.state == State.APPROVED:
        transcript.state, transcript.approved_at = State.CORRECTED, None
