"""What every app of a test run would otherwise make anew, thousands of times, always with the same outcome.

Compiled templates, routes and SQL statements, and the hash of a password, which takes a quarter of a second so that
guessing is slow. What is kept belongs to no app: it is found by what it was made of.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from toolkit.people import passwords
from toolkit.second_factor import recovery


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all the apps of a test run: each app would otherwise compile every page anew."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled before, if it was from the same source."""
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has just been compiled."""
        self._known[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()

_compile, _compile_builder = Rule.compile, Rule._compile_builder
_parts: dict[tuple[Any, ...], dict[str, Any]] = {}


def _compile_once(rule: Rule) -> None:
    """Set what Werkzeug finds in an address, as it was found for the first app; no rule changes it afterwards."""
    key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults))
    if key not in _parts:
        _compile(rule)
        _parts[key] = {name: getattr(rule, name) for name in ("_parts", "_trace", "_converters", "arguments")}
    vars(rule).update(_parts[key], _build=_when_asked(rule, False), _build_unknown=_when_asked(rule, True))


def _when_asked(rule: Rule, append_unknown: bool) -> Callable[..., tuple[str, str]]:
    """Compile a builder of addresses when one is built: each rule of each app has two, and few are used."""
    compiled: list[Callable[..., tuple[str, str]]] = []

    def build(**values: Any) -> tuple[str, str]:
        if not compiled:
            compiled.append(_compile_builder(rule, append_unknown).__get__(rule))
        return compiled[0](**values)

    return build


def _no_builder(_rule: Rule, _append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """`_compile_once` sets what `Rule.compile` asks for here."""
    return lambda _self, **_values: ("", "")


Rule.compile = _compile_once  # type: ignore[method-assign, assignment]  # only while testing
Rule._compile_builder = _no_builder  # type: ignore[method-assign, assignment]

# Engines keep the statements that they have compiled, and find them by dialect: here all engines of a kind are one.
_statements: defaultdict[type[Dialect], LRUCache[Any, Any]] = defaultdict(lambda: LRUCache(capacity=5000))
Engine._compiled_cache = property(lambda engine: _statements[type(engine.dialect)], lambda _engine, _own: None)  # type: ignore[assignment]
DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign, assignment]

SLOW_HASHER = passwords._hasher
passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
passwords._NOBODY = passwords.hash_password("nobody")
SLOW_CODE_HASHER = recovery._hasher
recovery._hasher = passwords._hasher
