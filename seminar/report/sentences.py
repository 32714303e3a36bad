"""What a draft is made of: sentences in paragraphs and lists, each of which knows what it was made from. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from seminar.report import markup
from seminar.report.document import Bullets, Paragraph, bind
from seminar.report.markup import Node


class Source(StrEnum):
    """What a sentence was made from."""

    MODEL = "model"  # the model itself: what is done and why
    COMPILER = "compiler"  # who compiled, and the reference number
    PLAN = "plan"  # the days of the year
    CHILDREN = "children"  # who was chosen, asked and interviewed
    REASONS = "reasons"  # why somebody did not take part
    SELECTION = "selection"  # what was written about the selection
    READING = "reading"  # which interviews the group has read
    ANSWERS = "answers"  # the answers that could be counted
    THEMES = "themes"  # what was marked under themes, counted in children
    PROPOSALS = "proposals"  # what was proposed and decided
    LAST_YEAR = "last_year"  # last year's proposals
    SURVEYS = "surveys"  # what was answered in surveys


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what it was made from."""

    text: str
    source: Source

    @property
    def mark(self) -> str:
        """What the sentence is known by: a change of a word or a number is another sentence. Not its words."""
        return sha256(self.text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences of one paragraph, or the items of a list."""

    sentences: tuple[Sentence, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A section as it is told by the data, passage by passage; empty when the data say nothing."""

    passages: tuple[Passage, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in order."""
        return tuple(sentence for passage in self.passages for sentence in passage.sentences)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The draft as the tree that a person's own text has, too."""
        return tuple(map(_node, self.passages))

    @property
    def text(self) -> str:
        """The draft as a text to go on from."""
        return markup.render(self.nodes)


def drafted(*passages: Passage | None) -> Draft:
    """A draft of those passages that say something."""
    return Draft(tuple(one for one in passages if one is not None and one.sentences))


def told(*sentences: Sentence | None) -> Passage:
    """A paragraph of those sentences that there are."""
    return Passage(tuple(one for one in sentences if one is not None))


def listed(sentences: Iterable[Sentence]) -> Passage:
    """A list of sentences."""
    return Passage(tuple(sentences), is_list=True)


def say(text: str, source: Source) -> Sentence:
    """A sentence whose numbers stay with what they count."""
    return Sentence(bind(text), source)


def _node(passage: Passage) -> Node:
    texts = tuple(sentence.text for sentence in passage.sentences)
    return Bullets(texts) if passage.is_list else Paragraph(" ".join(texts))
