"""Whether a guide is asked as one talks with children: what a card may not be, and how easy the words are. Pure.

The rules are those of every method of interviewing children: one thing at a time, open before closed, words that the
child has. They are advice to whoever edits a guide, never a ban; the guides that
ship keep them all, which a test holds.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from interview_guides.codes import Aid, Printable
from interview_guides.content import Content
from interview_guides.guides import Guide, Question, Variant
from interview_guides.plain_words import PlainWords
from interview_guides.printables import Deck

EASIEST, HARDEST = 10, 26  # LIX: children's books lie under 30; the guide for the youngest is the easiest, at 11
LONGEST_WORD = 6  # letters; a longer word counts as long (C.-H. Björnsson, Läsbarhet, 1968)
LONGEST_TO = {8: 14, 12: 16, 99: 18}  # words in what is asked, by the oldest age of the guide
ASKS_WITHIN = 3  # words: «with whom», «on which day»
SHORTEST_INSTRUCTION = 5  # words: shorter ones may stand twice
_SENTENCE = re.compile(r"(?<=[.?!:])[”“\"]?\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_BLANK = re.compile(r"_{2,}|\{[^}]*\}|\[[^\]]*\]|\bX{2,}\b|\bTODO\b")


class Flaw(StrEnum):
    """What can be wrong with a card."""

    SEVERAL_QUESTIONS = "several_questions"
    CLOSED_FIRST = "closed_first"
    LEANS = "leans"
    HARD_WORD = "hard_word"
    TOO_LONG = "too_long"
    COUNTS_OPENLY = "counts_openly"
    NO_SUCH_AID = "no_such_aid"
    NOTHING_TO_PRINT = "nothing_to_print"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw on the card of a question, and the words that show it."""

    question: str
    flaw: Flaw
    found: str


def lint_guide(guide: Guide, content: Content) -> tuple[Finding, ...]:
    """Everything that is found on the cards of a guide."""
    cards = (guide.practice, *guide.questions, *guide.closing_questions)
    spoken = (*guide.opening, *(rule.text for rule in guide.ground_rules), guide.recording, *guide.closing)
    around = (Finding("", Flaw.BLANK, blank) for text in spoken for blank in _BLANK.findall(text))
    found = (each for card in cards for each in lint_card(card, age_to=guide.age_to, content=content))
    return (*around, *found)


def lint_card(card: Question, *, age_to: int, content: Content) -> tuple[Finding, ...]:
    """What is found on one card of a guide whose oldest child is `age_to` years."""
    words = content.plain_words
    found = (
        *_asks_one_thing(card),
        *_opens_openly(card, words),
        *_is_easy(card, age_to, words),
        *_has_its_aids(card, content.conversation_aids),
        *((Flaw.BLANK, blank) for text in (card.text, card.hint, *card.probes) for blank in _BLANK.findall(text)),
    )
    return tuple(Finding(card.id, flaw, words) for flaw, words in found)


def lint_printables(content: Content) -> tuple[Finding, ...]:
    """What is found on the sheets to print: hard words, blanks, and questions of a card of notes that are closed."""
    words, found = content.plain_words, []
    for sheet in content.printables:
        for text, age_to in sheet.texts():
            found += [Finding(sheet.id, Flaw.HARD_WORD, hard) for hard in hard_words(text, age_to=age_to, words=words)]
            found += [Finding(sheet.id, Flaw.BLANK, blank) for blank in _BLANK.findall(text)]
        asked = [text for card in sheet.cards for text in card.points if sheet.deck is Deck.NOTES and "?" in text]
        found += [Finding(sheet.id, Flaw.CLOSED_FIRST, text) for text in asked if is_closed(text, words)]
        found += [Finding(sheet.id, Flaw.LEANS, text) for text in asked if begins_with(text, words.leaning_openings)]
    return tuple(found)


def _asks_one_thing(card: Question) -> Iterator[tuple[Flaw, str]]:
    for text in (card.text, card.count_text, *card.probes):
        if text.count("?") > 1:
            yield Flaw.SEVERAL_QUESTIONS, text


def _opens_openly(card: Question, words: PlainWords) -> Iterator[tuple[Flaw, str]]:
    first = _first_sentence(card.text)
    if "?" in first and is_closed(first, words):
        yield Flaw.CLOSED_FIRST, first
    if begins_with(first, words.leaning_openings):
        yield Flaw.LEANS, first
    if card.count_text and not is_closed(card.count_text, words):
        yield Flaw.COUNTS_OPENLY, card.count_text


def _is_easy(card: Question, age_to: int, words: PlainWords) -> Iterator[tuple[Flaw, str]]:
    for text in (card.text, card.count_text, *card.probes):
        yield from ((Flaw.HARD_WORD, word) for word in hard_words(text, age_to=age_to, words=words))
        longest = next(most for oldest, most in LONGEST_TO.items() if age_to <= oldest)
        if len(_WORD.findall(text)) > longest:
            yield Flaw.TOO_LONG, text


def _has_its_aids(card: Question, aids: Iterable[Aid]) -> Iterator[tuple[Flaw, str]]:
    """Every aid of the card is one that we have, and every aid that the hint names is among them."""
    known = {aid.code: aid for aid in aids}
    for code in card.aids:
        if code not in known:
            yield Flaw.NO_SUCH_AID, code
    said = f"{card.text} {card.hint}".casefold()
    for aid in known.values():
        if aid.printable is Printable.SHEET and " " not in aid.name and aid.code not in card.aids:
            named = re.search(rf"\b{re.escape(aid.name.casefold())}\w*", said)
            if named and aid.code != "rita":
                yield Flaw.NOTHING_TO_PRINT, named[0]


def hard_words(text: str, *, age_to: int, words: PlainWords) -> tuple[str, ...]:
    """The words of the text that are too hard for a child of this age: those of its own age and of all older ones."""
    hard = [stem for one in words.hard if age_to <= one.age_to for stem in one.words]
    found = (re.search(rf"\b{re.escape(stem)}\w*", text.casefold()) for stem in hard)
    return tuple(dict.fromkeys(each[0] for each in found if each))


def is_closed(question: str, words: PlainWords) -> bool:
    """Whether a question can be answered yes or no: it begins like one, or asks with no asking word."""
    first = [word.casefold() for word in _WORD.findall(question)[:ASKS_WITHIN]]
    return begins_with(question, words.closed_openings) or not set(first) & set(words.asking_words)


def begins_with(text: str, openings: Iterable[str]) -> bool:
    """Whether the text begins with one of these words or phrases, as whole words."""
    folded = text.casefold().lstrip("”“\"' ")
    return any(re.match(rf"{re.escape(opening)}\b", folded) for opening in openings)


def lix(texts: Iterable[str]) -> float:
    """The LIX of texts, each of which ends at least one sentence: words a sentence, and long words in a hundred."""
    sentences = [part for text in texts for part in _SENTENCE.split(text) if _WORD.search(part)]
    words = [word for part in sentences for word in _WORD.findall(part)]
    if not words:
        return 0.0
    long = sum(len(word) > LONGEST_WORD for word in words)
    return len(words) / len(sentences) + 100 * long / len(words)


def spoken(guide: Guide) -> Iterator[str]:
    """Everything that a guide gives the interviewer to say to the child."""
    yield from guide.opening
    yield from (rule.text for rule in guide.ground_rules)
    yield guide.recording
    for card in (guide.practice, *guide.questions, *guide.closing_questions):
        yield card.text
        yield from (text for text in (card.count_text, *card.probes) if text)
    yield from guide.closing


def repeated_instructions(content: Content) -> tuple[str, ...]:
    """Sentences to the interviewer that stand in two places, so that one may be changed and not the other.

    A card and its twin for a closed case are never shown together, and may say the same.
    """
    seen: dict[str, str] = {}
    twice = []
    for place, text in _instructions(content):
        for sentence in _SENTENCE.split(text):
            folded = " ".join(_WORD.findall(sentence.casefold()))
            if len(folded.split()) < SHORTEST_INSTRUCTION:
                continue
            if seen.setdefault(folded, place) != place:
                twice.append(sentence)
    return tuple(twice)


def _instructions(content: Content) -> Iterator[tuple[str, str]]:
    """Each instruction with where it stands; a card stands with its twin."""
    shared = content.interviewing
    for n, text in enumerate((*shared.guidance, *shared.avoid)):
        yield f"interviewing {n}", text
    for words in shared.variants:
        yield from ((f"variant {words.id} {n}", text) for n, text in enumerate(words.guidance))
    for guide in content.guides:
        for n, text in enumerate((*guide.guidance, *guide.avoid)):
            yield f"{guide.id} {n}", text
        for card in guide.questions:
            yield f"{guide.id} {card.id.removesuffix('_then')}", card.hint
    yield from ((f"aid {aid.code}", aid.how) for aid in content.conversation_aids)
    for step in content.steps:
        yield f"step {step.id}", " ".join((step.what, *(one.then for one in step.stuck)))


def _first_sentence(text: str) -> str:
    return _SENTENCE.split(text)[0]


def combinations() -> Iterator[tuple[Variant, ...]]:
    """Every set of variants that can hold at once."""
    every = tuple(Variant)
    for bits in range(2 ** len(every)):
        yield tuple(one for n, one in enumerate(every) if bits >> n & 1)
