"""What kind of question a Swedish sentence is, by its first words. Pure; rules that a person can follow and caveat.

A sentence counts when it ends with a question mark, or when it asks somebody to tell («Berätta …», «Beskriv …»).
The page shows which sentence was counted as what, so that the person decides in the end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a question leaves room for."""

    OPEN = "open"
    WHY = "why"
    DETAIL = "detail"
    CHOICE = "choice"
    CLOSED = "closed"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence and what it was counted as."""

    text: str
    kind: Kind


SENTENCE = re.compile(r"[^.?!…]+(?:[.?!…]+|$)")
BLANK = re.compile(r"\[[^\[\]]{0,80}\]|\([^()]{0,80}\)")
# «och», «okej», «jaha»: said before a question, and no part of it
FILLER = (
    "och|men|så|sen|sedan|okej|okay|ok|ja|jaha|jo|nej|nä|mm|mhm|hm|hmm|öh|eh|aha|alltså|bra|precis|just det|då|nu|du"
    "|vad bra|tack|förlåt|ursäkta|ska vi se|jag undrar|jag tänker|jag undrade|fint|visst|hej"
)
FILLERS = re.compile(rf"(?:(?:{FILLER})\b[\s,:–—-]*)+", re.IGNORECASE)
LISTENS = re.compile(r"(?:på |i |med |från |för |av |om |till |under )?(?=(?:vilk|vad|vem|vems)\w*)")

TELL = re.compile(
    r"(?:berätta|beskriv|förklara|visa|rita|säg mer|tänk dig"
    r"|(?:kan|vill|skulle|får|törs|orkar) (?:du|ni|jag|vi)(?: inte)?(?: kunna| vilja| få)?"
    r" (?:berätta|beskriva|förklara|visa|rita|säga|höra|hjälpa mig att förstå))\b"
)
WHY = re.compile(r"(?:varför|hur kommer det sig|av vilken anledning)\b")
DETAIL = re.compile(
    r"(?:vem|vems|vilk(?:en|et|a)(?! sätt)|vart|varifrån|när"
    r"|hur (?:många|mycket|ofta|länge|gammal|gamla|dags|långt|stor|nära)"
    r"|vad heter|vad hette|vad är klockan|vilken dag|hur dags"
    r"|var (?:är|bor|bodde|ligger|låg|någonstans|nånstans|fanns|finns|sitter|satt|brukar|brukade|vill|ska|kan|hade"
    r"|träffas|träffades|ses|sågs|i|på|hos|går|gick|kom|hände|händer|pratade|pratar))\b"
)
OPEN = re.compile(r"(?:hur|vad|vilket sätt|vilka sätt|vad för|något mer|nåt mer|mer|vad mer)\b")
SUBJECT = (
    "du|ni|han|hon|hen|den|det|de|dom|man|vi|jag|någon|nån|något|nåt|några|alla|ingen|barnet|mamma|pappa|din|ditt"
    "|dina|er|ert|era|hans|hennes|deras|min|mitt|mina|vår|vårt|våra|socialtjänsten|socialsekreteraren"
)
# a clause that only says when or if: the question comes after it
CLAUSE = re.compile(
    r"(?:när|om|innan|efter att|sedan|medan|eftersom|förra \w+|den gången|första gången|den dagen)(?: som)?"
    rf" (?:{SUBJECT})\b"
)
NO_VERB = "om|när|att|som|eftersom|innan|medan|tills|och|men|inte|där|här|sen|så|då|i|på|med|till|från"
NOT_VERBS = re.compile(rf"(?:{SUBJECT}|{NO_VERB})\b")
VERB_FIRST = re.compile(rf"(?P<verb>\w+)(?: (?:inte|då|nu|ändå))? (?:{SUBJECT})\b")
TAG = re.compile(r",?\s*(?:eller hur|va|eller|inte sant|visst|väl|är det inte så|stämmer det)\s*\?+$")
OTHERWISE = re.compile(r"\beller\b(?!\s*(?:hur|nåt|något|så|inte)?\s*\?)")


def list_questions(text: str) -> list[Question]:
    """The questions of a turn in their order. An «eller hur?» that stands alone belongs to the sentence before it."""
    found: list[Question] = []
    for sentence in _sentences(text):
        kind = find_kind(sentence)
        if kind is not None:
            found.append(Question(sentence, kind))
    return found


def find_kind(sentence: str) -> Kind | None:
    """What a sentence asks for, or None for one that asks nothing."""
    bare = _bare(sentence)
    asks = sentence.rstrip().endswith("?")
    if TELL.match(bare):
        return Kind.OPEN
    if not asks or not bare:
        return None
    start = _question_part(bare)
    for kind, pattern in ((Kind.WHY, WHY), (Kind.DETAIL, DETAIL), (Kind.OPEN, OPEN), (Kind.OPEN, TELL)):
        if pattern.match(start):
            return kind
    if _is_verb_first(start):
        return Kind.CHOICE if OTHERWISE.search(TAG.sub("?", start)) else Kind.CLOSED
    if TAG.search(bare):
        return Kind.CLOSED
    return Kind.CHOICE if OTHERWISE.search(start) else Kind.CHECK


def _sentences(text: str) -> Iterator[str]:
    waiting = ""
    for match in SENTENCE.finditer(BLANK.sub(" ", text)):
        sentence = " ".join(match[0].split())
        if not sentence.strip(" .?!…"):
            continue
        is_tag = sentence.casefold() in {"eller hur?", "va?", "eller?", "inte sant?"}
        if is_tag and waiting and not waiting.endswith("?"):
            waiting = f"{waiting.rstrip('.!…')}, {sentence[0].lower()}{sentence[1:]}"
            continue
        if waiting:
            yield waiting
        waiting = sentence
    if waiting:
        yield waiting


def _bare(sentence: str) -> str:
    """The sentence in small letters from its first word that matters."""
    bare = sentence.casefold().strip(" \"”“»'–—-")
    while True:
        shorter = FILLERS.sub("", bare, count=1) if FILLERS.match(bare) else bare
        shorter = shorter.lstrip(' ,.:–—-"”»')
        if shorter == bare or not shorter.strip("?!. "):
            return LISTENS.sub("", bare, count=1) if LISTENS.match(bare) else bare
        bare = shorter


def _question_part(bare: str) -> str:
    """What is asked, after a name («Alva, hur …») or a clause about when («När du kom hit, hur …»)."""
    head, comma, rest = bare.partition(",")
    rest = _bare(rest) if comma else ""
    is_clause = CLAUSE.match(head) is not None
    if rest and (len(head.split()) <= 2 or is_clause) and _begins(rest):
        return rest
    if is_clause:
        later = re.search(r"\b(?:hur|vad|varför|vem|vilk\w+)\b", head)
        return head[later.start() :] + comma + rest if later else bare
    return bare


def _begins(text: str) -> bool:
    return bool(WHY.match(text) or DETAIL.match(text) or OPEN.match(text) or TELL.match(text) or _is_verb_first(text))


def _is_verb_first(text: str) -> bool:
    found = VERB_FIRST.match(text)
    return found is not None and NOT_VERBS.match(found["verb"]) is None
