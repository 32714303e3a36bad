"""Who reads what, dealt evenly: nobody gets what is barred for them, and as many texts as can be are read. Pure."""

import random
from collections.abc import Hashable, Mapping, Sequence, Set
from typing import Generic, TypeVar

Reader = TypeVar("Reader", bound=Hashable)
Text = TypeVar("Text", bound=Hashable)


class _Deal(Generic[Reader, Text]):
    """Hands that are being filled. `may` are the texts that each reader may have at all."""

    def __init__(self, may: Mapping[Reader, Set[Text]], each: int, kept: Mapping[Reader, Set[Text]]) -> None:
        self.may, self.each = may, each
        self.kept = {reader: set(kept.get(reader, ())) for reader in may}
        self.hands = {reader: set(texts) for reader, texts in self.kept.items()}

    def readers_of(self, text: Text) -> list[Reader]:
        return [reader for reader, hand in self.hands.items() if text in hand]

    def place(self, text: Text, readers: Sequence[Reader], tried: set[Reader]) -> bool:
        """Give the text to somebody, also when that takes a text out of a full hand which another can have."""
        able = [one for one in readers if text in self.may[one] and one not in tried]
        for reader in sorted(able, key=lambda one: len(self.hands[one])):
            tried.add(reader)
            if len(self.hands[reader]) < self.each:
                self.hands[reader].add(text)
                return True
            for other in list(self.hands[reader] - self.kept[reader]):
                if self.place(other, readers, tried):
                    self.hands[reader].remove(other)
                    self.hands[reader].add(text)
                    return True
        return False

    def fill(self, texts: Sequence[Text]) -> None:
        """Fill every hand, the emptiest first, with what is read by fewest."""
        while True:
            lacking = [one for one, hand in self.hands.items() if len(hand) < self.each and self.may[one] - hand]
            if not lacking:
                return
            reader = min(lacking, key=lambda one: (len(self.hands[one]), len(self.may[one] - self.hands[one])))
            open_to = [text for text in texts if text in self.may[reader] - self.hands[reader]]
            self.hands[reader].add(min(open_to, key=lambda text: len(self.readers_of(text))))

    def even_out(self, texts: Sequence[Text]) -> None:
        """Change a text that many read for one that two fewer read, as long as somebody can."""
        while any(
            self._exchange(much, little)
            for much in texts
            for little in texts
            if len(self.readers_of(much)) > len(self.readers_of(little)) + 1
        ):
            pass

    def _exchange(self, much: Text, little: Text) -> bool:
        for reader, hand in self.hands.items():
            if much in hand - self.kept[reader] and little in self.may[reader] - hand:
                hand.remove(much)
                hand.add(little)
                return True
        return False


def deal(
    readers: Sequence[Reader],
    texts: Sequence[Text],
    *,
    barred: Set[tuple[Reader, Text]],
    each: int,
    seed: str,
    kept: Mapping[Reader, Set[Text]] | None = None,
) -> dict[Reader, set[Text]]:
    """At most `each` texts for every reader (and what they have `kept`), without a pair that is barred.

    As many texts as can be have somebody to read them, and then the hands are filled, evenly: no text that somebody
    could change for one of theirs is read by two fewer. The same seed deals alike.
    """
    lot = random.Random(seed)
    people, pile = list(readers), list(texts)
    lot.shuffle(people)
    lot.shuffle(pile)
    may = {one: {text for text in pile if (one, text) not in barred} for one in people}
    dealt = _Deal(may, each, kept or {})
    for text in sorted(pile, key=lambda text: sum(text in may[one] for one in people)):
        if not dealt.readers_of(text):
            dealt.place(text, people, set())
    dealt.fill(pile)
    dealt.even_out(pile)
    return dealt.hands
