"""The telling words of a Swedish text, each with the forms by which it is compared. Pure.

Two words are the same when they share a form: the word as it is written, what the dictionary says that it is a form of,
or, of a compound, what its last part is a form of («skolkuratorn» and «kurator»). Decision 23 says
why it is this dictionary.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from transcription.deidentification.dictionary import is_word, stems

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SHORTEST = 3
TAIL, HEAD = 4, 3
"""Letters that the last part of a compound has at least, and what stands before it."""

EVERYDAY = frozenset(
    """
    aldrig all alla allt alltid alltså andra annan annars annat att av bara barn barnet bli blir blev blivit bra båda
    både brukar börja började då den denna deras dess dessa det detta dig din dina dit ditt dom du där därför därifrån
    efter egen eget egna eller en enda ens er era ert ett fast fick fin finns fler flera fram från fråga få får fått för
    före först förut gång gånger ganska ge ger genom gett gick gillar gjorde gjort gå går gått gör göra ha hade haft han
    hans har hel hela helt heller hem hemma henne hennes heta heter hit hon honom hur här håller hände i ibland icke
    igen ihop in inga ingen ingenting inget innan inne inom inte ja jag jo ju just jättebra jätte kan kanske kom komma
    kommer kommit kring kunde kunna kunnat lika liksom lite liten lika man massa med mellan men mer mest mig min mina
    mitt mot mycket måste ned nej nej ner ni nog nu nån någon någonstans någonting något några nånting nåt när nästan
    och också om ord oss olika på redan rätt samma samt satt se sedan sen ser ses sig sin sina sist sitt sitter
    själv själva ska skulle slags som sorts stor stort svår så sådan sådana sådant såg säg säga säger sätt tack ta tar
    tid till tills tog trots tror tyckte tycka tycker typ under upp ut utan vad var vara varenda varför varit varje
    vart vem vet veta vi via vid vilka vilken vilket vill ville visst väl vår våra vårt än ändå är även över
    """.split()  # noqa: SIM905 - a list of two hundred words is read best as running text
)
"""What everybody says about everything: no such word tells what a passage is about."""


def read(text: str) -> Mapping[str, frozenset[str]]:
    """The telling words of a text as they are written, first come first, each with its forms."""
    return MappingProxyType({word: forms_of(word.casefold()) for word in WORD.findall(text) if is_specific(word)})


def is_specific(word: str) -> bool:
    """Whether a word can say what a text is about."""
    small = word.casefold()
    return len(small) >= SHORTEST and small not in EVERYDAY and not EVERYDAY.issuperset(stems(small) or [""])


@lru_cache(100_000)
def forms_of(word: str) -> frozenset[str]:
    """The forms by which a word in small letters is compared."""
    known = stems(word)
    tails = {form for whole in known or (word,) if (tail := _tail_of(whole)) for form in (tail, *stems(tail))}
    return frozenset({word, *known} | (tails - EVERYDAY))


def _tail_of(word: str) -> str | None:
    """The last part of a compound, the shortest that is a word and leaves one before it; None for other words."""
    splits = ((word[:at], word[at:]) for at in range(len(word) - TAIL, HEAD - 1, -1))
    return next((tail for head, tail in splits if is_word(tail) and _begins(head)), None)


def _begins(head: str) -> bool:
    """Whether it is the first part of a compound: a word as it is, with an s, or without its last vowel."""
    return is_word(head) or is_word(head + "a") or is_word(head + "e") or (head.endswith("s") and is_word(head[:-1]))
