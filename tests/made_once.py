"""What every app of a test run would otherwise make anew, thousands of times, always with the same outcome.

Compiled templates, routes and SQL statements, the content that ships, and the hash of a password, which takes a quarter
of a second so that guessing is slow. What is kept belongs to no app: it is found by what it was made of.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Map, Rule, RuleFactory

from interview_guides import loader
from interview_guides.content import Content
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

MAPS = 8  # a test may give its app a route more: such maps are kept too, those that were asked for last
_routes: dict[tuple[Any, ...], Rule] = {}
_maps: OrderedDict[tuple[Any, ...], tuple[Map, list[tuple[Rule, object]]]] = OrderedDict()
_finding = threading.Lock()


def _route_once(address: str, *, methods: set[str], **options: Any) -> Rule:
    """A route as it was written for the first app. No map binds it: each binds a copy."""
    key = (address, frozenset(methods), repr(options))
    if key not in _routes:
        _routes[key] = Rule(address, methods=methods, **options)
    return _routes[key]


class RoutesMadeOnce(Map):
    """The routes of an app. Apps that add the same routes in the same order look into the same ones."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._added: list[tuple[Rule, object]] = []

    def add(self, rulefactory: RuleFactory) -> None:
        """Remember them until the first address is looked for."""
        says = getattr(rulefactory, "provide_automatic_options", None)  # Flask's own, set by now
        self._added += [(rule, says) for rule in rulefactory.get_rules(self)]
        self._remap = True

    def update(self) -> None:
        """Find what an earlier app has made of the same routes, or make it."""
        with _finding:
            if self._remap:
                made = self._find()
                self._matcher, self._rules_by_endpoint = made._matcher, made._rules_by_endpoint
                self._remap = False

    def _find(self) -> Map:
        settings = (self.default_subdomain, self.strict_slashes, self.merge_slashes, self.redirect_defaults)
        added = tuple((id(rule), says) for rule, says in self._added)
        key = (added, settings, self.host_matching, frozenset(self.converters.items()))
        if key in _maps:
            _maps.move_to_end(key)
            return _maps[key][0]
        made = Map((), *settings, self.converters, host_matching=self.host_matching)
        for rule, says in self._added:
            own = rule.empty()
            own.provide_automatic_options = says  # type: ignore[attr-defined]
            made.add(own)
        made.update()
        _maps[key] = made, self._added.copy()  # while they live, no other route has their id
        if len(_maps) > MAPS:
            _maps.popitem(last=False)
        return made


Flask.url_map_class = RoutesMadeOnce
Flask.url_rule_class = staticmethod(_route_once)  # type: ignore[assignment]  # it is called, and nothing else

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

_read = loader.load


@cache
def _read_once(language: str) -> Content:
    return _read(None, language)


def _load(folder: Path | None = None, language: str = loader.BASE) -> Content:
    """What ships is read once and cannot be changed; what a unit has put in its place is read each time."""
    return _read(folder, language) if folder else _read_once(language)


loader.load = _load
