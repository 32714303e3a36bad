"""Whether a text that came back from a translator is in its language, as far as signs and words can tell. Pure.

It takes no model: a language has its script, and letters that it does not use; and a text of which two words in three
stand in our own Swedish or English content is Swedish or English. Words that are kept from the Swedish, such as the
names of authorities, tell nothing. Two languages that are written with the same letters cannot be told apart here: that
is for whoever checks the translation.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from interview_guides.letter_languages import Language
from interview_guides.translations import Fault, Misfit

NAME = 3  # words: a name or an address of so few may read the same in two languages
SENTENCE = 5  # words: as many tell of which language they are
FEW = 5  # texts: names are no more; more than that cannot be said to be right
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """What we say ourselves in a language: the same texts by key, and every word of its content."""

    texts: Mapping[str, str]
    words: frozenset[str]


def list_words(text: str) -> list[str]:
    """The words of a text as they are compared, without its placeholders."""
    return _WORD.findall(unicodedata.normalize("NFC", _PLACEHOLDER.sub(" ", text)).casefold())


def wording_of(texts: Mapping[str, str], content: object) -> Wording:
    """What we say in a language: `texts` are those of the text in hand, `content` all that there is in it."""
    return Wording(texts, frozenset(word for text in _texts_in(content) for word in list_words(text)))


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts_in(each)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts_in(getattr(value, one.name))


def list_suspects(
    translated: Mapping[str, str], *, language: Language, swedish: Wording, english: Wording
) -> Sequence[Fault]:
    """The texts that seem to be in another language than `language`, in the order of the Swedish ones.

    A name or an address can be right all the same, as long as there are few of them.
    """
    ours = {Misfit.SWEDISH: swedish, Misfit.ENGLISH: english}
    found = [
        Fault(key, misfit, text, given, may_be_right=may_be_right)
        for key, text in swedish.texts.items()
        if (given := translated.get(key, ""))
        for misfit, may_be_right in [_suspect(key, given, language, ours)]
        if misfit
    ]
    kinds = [suspect.misfit for suspect in found]
    return [
        suspect if kinds.count(suspect.misfit) <= FEW else replace(suspect, may_be_right=False) for suspect in found
    ]


def _suspect(key: str, given: str, language: Language, ours: Mapping[Misfit, Wording]) -> tuple[Misfit | None, bool]:
    """What is doubtful in one text, and whether it can be right all the same."""
    words = list_words(given)
    for misfit, wording in ours.items():
        if words and words == list_words(wording.texts.get(key, "")):
            return misfit, len(words) <= NAME
        if len(words) >= SENTENCE and sum(word in wording.words for word in words) * 3 > len(words) * 2:
            return misfit, False
    kept = set(list_words(ours[Misfit.SWEDISH].texts.get(key, "")))
    letters = "".join(word for word in words if word not in kept)
    if language.script and sum(_is_of(language.script, letter) for letter in letters) * 2 < len(letters):
        return Misfit.SCRIPT, len(words) <= NAME
    return (Misfit.LETTERS, True) if set(letters) & set(language.unused_letters) else (None, False)


def _is_of(script: str, letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(script)
