"""What is done to a call that a page would make: each mutation takes a call and gives another one."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import quote

from tests.fuzzing import values
from tests.fuzzing.calls import Call, Encoding

T = TypeVar("T")
ASKED_FOR = ("next", "page", "year", "card", "just", "part")
"""What views read from the address beside their forms."""
BODY_KINDS = ("application/json", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded")
MISSING = (1, 500, 2_000_000, 10**12)


@dataclass
class Chance:
    """A seeded chance, and what stands on the program's own pages."""

    chance: random.Random
    calls: Sequence[Call]
    words: Sequence[str]
    names: Sequence[str]

    @classmethod
    def of(cls, calls: Sequence[Call], seed: int) -> "Chance":
        """All values and all names of the pages' calls are in the game."""
        pairs = dict.fromkeys(pair for call in calls for pair in (*call.fields, *call.query))  # in the pages' order
        return cls(random.Random(seed), calls, [value for _, value in pairs], list(dict.fromkeys(n for n, _ in pairs)))

    def one(self, of: Sequence[T]) -> T:
        """One of several."""
        return self.chance.choice(of)

    def value(self, was: str = "") -> str:
        """Something to put into a field; mostly of the kind of what stood there."""
        if self.chance.random() < 0.6:
            for kind, shape in values.OF_KIND:
                if shape.fullmatch(was):
                    return self.one(kind)
        everything = (
            values.NUMBERS, values.DAYS, values.TIMES, values.IDS, values.ADDRESSES, values.TEXTS, values.TEXTS,
            self.words,
        )  # fmt: skip
        return self.one(self.one(everything))

    def call(self) -> Call:
        """A call of a page with one to four things changed."""
        made = self.one(self.calls)
        for _ in range(self.one((1, 1, 1, 2, 2, 4))):
            made = self.one(MUTATIONS)(self, made)
        return made


Mutation = Callable[[Chance, Call], Call]


def _odd_value(chance: Chance, call: Call) -> Call:
    is_asked = call.query and (call.method == "GET" or not call.fields or chance.chance.random() < 0.1)
    where = "query" if is_asked else "fields"
    pairs = list(getattr(call, where))
    if not pairs:
        return _more_query(chance, call)
    at = chance.chance.randrange(len(pairs))
    pairs[at] = (pairs[at][0], chance.value(pairs[at][1]))
    return call.with_changed(where, tuple(pairs))


def _all_odd(chance: Chance, call: Call) -> Call:
    return replace(call, fields=tuple((name, chance.value(was)) for name, was in call.fields))


def _less(chance: Chance, call: Call) -> Call:
    return replace(call, fields=tuple(pair for pair in call.fields if chance.chance.random() < 0.7))


def _twice(chance: Chance, call: Call) -> Call:
    return replace(call, fields=call.fields + tuple((name, chance.value()) for name, _ in call.fields))


def _more_fields(chance: Chance, call: Call) -> Call:
    return replace(call, fields=(*call.fields, (chance.one(chance.names), chance.value())))


def _more_query(chance: Chance, call: Call) -> Call:
    return replace(call, query=(*call.query, (chance.one((*ASKED_FOR, *chance.names)), chance.value())))


def _raw_query(chance: Chance, call: Call) -> Call:
    return replace(call, raw_query=chance.one(values.QUERIES))


def _other_person(chance: Chance, call: Call) -> Call:
    return replace(call, who=chance.one([each.who for each in chance.calls]))


def _other_method(chance: Chance, call: Call) -> Call:
    return replace(call, method=chance.one(values.METHODS))


def _other_encoding(chance: Chance, call: Call) -> Call:
    return replace(call, encoding=chance.one(list(Encoding)))


def _as_json(_chance: Chance, call: Call) -> Call:
    return replace(call, encoding=Encoding.JSON)


def _other_body(chance: Chance, call: Call) -> Call:
    kind = ("Content-Type", chance.one(BODY_KINDS))
    return replace(call, raw_body=chance.one(values.BODIES), headers=(*call.headers, kind))


def _broken_off(chance: Chance, call: Call) -> Call:
    return replace(call, missing=chance.one(MISSING))


def _odd_header(chance: Chance, call: Call) -> Call:
    name = chance.one(list(values.HEADERS))
    return replace(call, headers=(*call.headers, (name, chance.one(values.HEADERS[name]))))


def _odd_cookie(chance: Chance, call: Call) -> Call:
    return replace(call, cookies=(*call.cookies, chance.one(values.COOKIES)))


def _odd_path(chance: Chance, call: Call) -> Call:
    parts = call.path.split("/")
    at = chance.chance.randrange(1, len(parts))
    from_elsewhere = chance.one(chance.one([each.path for each in chance.calls]).split("/"))
    parts[at] = chance.one((quote(chance.one(values.PATHS), safe="%"), from_elsewhere, values.IDS[0]))
    return replace(call, path="/".join(parts) or "/")


def _odd_file(chance: Chance, call: Call) -> Call:
    field = call.files[0][0] if call.files else "file"
    file = (field, chance.one(values.FILE_NAMES), chance.one(values.FILES))
    return replace(call, files=(file,), encoding=Encoding.MULTIPART)


def _strict(_chance: Chance, call: Call) -> Call:
    return replace(call, is_strict=True)


OFTEN: dict[Mutation, int] = {
    _odd_value: 16, _odd_header: 3, _all_odd: 2, _more_fields: 2, _more_query: 2, _other_body: 2, _odd_path: 2,
    _odd_file: 2, _as_json: 1, _less: 1, _twice: 1, _raw_query: 1, _other_person: 1, _other_method: 1,
    _other_encoding: 1, _broken_off: 1, _odd_cookie: 1, _strict: 1,
}  # fmt: skip
MUTATIONS: tuple[Mutation, ...] = tuple(one for one, times in OFTEN.items() for _ in range(times))
