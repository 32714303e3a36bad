"""The front hall: where each role goes first, and the navigation."""

from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Flask, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from toolkit import config, language
from toolkit.access import Actor, Role, allow_signed_in, find_actor
from toolkit.errors import NotFound
from toolkit.installation import Held

bp = Blueprint("front", __name__)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One word in the top bar: where it leads and for whom. `label` is a msgid."""

    endpoint: str
    label: str
    roles: Set[Role]
    rooms: Set[str] = frozenset()  # blueprints that count as being here
    in_cycle: str = ""  # the same room's page in one cycle, where it has one
    only_when: Callable[[Actor], bool] | None = None  # shown only while there is something to do there
    announces: str = ""  # a msgid: what is said in windows that were open before there was
    group: str = ""  # a msgid: the word under which it stands with its like, for whoever has several of them


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the top bar as a page shows it: where it leads, or what stands under it."""

    label: str
    url: str
    is_current: bool
    inside: tuple["Word", ...] = ()


NAVIGATION: Held[Sequence[NavigationItem]] = Held("the words in its top bar")


def install(app: Flask) -> None:
    """Give every page its navigation (`NAVIGATION`) and its surroundings."""
    app.register_blueprint(bp)
    app.context_processor(_page_context)


@bp.get("/")
@allow_signed_in
def home() -> ResponseReturnValue:
    """Send the person to the first page of their role."""
    items = items_of_actor()
    if not items:
        raise NotFound
    return redirect(url_for(items[0].endpoint), 303)


@bp.get("/navigation")
@allow_signed_in
def of_the_day() -> ResponseReturnValue:
    """The words that stand in the top bar only now and then, for a page that was open before they did."""
    return jsonify(
        [
            {
                "label": language.gettext(item.label),
                "url": url_for(item.endpoint),
                "says": language.gettext(item.announces),
            }
            for item in items_of_the_day()
            if item.announces
        ]
    )


def _is_here(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # «//[» begins no address at all
        return False
    is_path = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return is_path and not parts.scheme and not parts.netloc


def safe_next(address: str | None) -> str:
    """The page to go on to: on this site, or the front hall."""
    return address if address and _is_here(address) else "/"


def items_of_actor() -> list[NavigationItem]:
    """The words in the top bar that the person always sees."""
    actor = find_actor()
    return [item for item in NAVIGATION.get() if actor and actor.is_any(*item.roles) and item.only_when is None]


def items_of_the_day() -> list[NavigationItem]:
    """The words that stand there only while something waits. Asks the database: never from an error's own page."""
    actor = find_actor()
    items = [item for item in NAVIGATION.get() if actor and actor.is_any(*item.roles)]
    return [item for item in items if actor and item.only_when and item.only_when(actor)]


def is_of_the_day(room: str | None) -> bool:
    """Whether the person has a room only while something waits there."""
    actor = find_actor()
    items = [item for item in NAVIGATION.get() if actor and actor.is_any(*item.roles) and room in item.rooms]
    return bool(items) and all(item.only_when for item in items)


def _shown(items: Sequence[NavigationItem]) -> list[Word]:
    """The words in their order; those of a group stand under its own word, at the place of the first of them."""
    sizes = Counter(item.group for item in items if item.group)
    shown: dict[str, Word] = {}
    for item in items:
        word = _word(item)
        if sizes[item.group] < 2:
            shown[item.endpoint] = word
            continue
        before = shown[item.group].inside if item.group in shown else ()
        inside = (*before, word)
        is_current = any(one.is_current for one in inside)
        shown[item.group] = Word(language.gettext(item.group), "", is_current, inside)
    return list(shown.values())


def _word(item: NavigationItem) -> Word:
    is_current = request.endpoint == item.endpoint or request.blueprint in item.rooms
    return Word(language.gettext(item.label), url_for(item.endpoint), is_current)


def _shown_of_the_day() -> tuple[list[Word], bool]:
    """The words of the day, and whether one more is waited for that the page should tell by itself."""
    today, actor = items_of_the_day(), find_actor()
    announced = [item for item in NAVIGATION.get() if actor and actor.is_any(*item.roles) and item.announces]
    return _shown(today), bool(today) and any(item not in today for item in announced)


def _page_context() -> dict[str, object]:
    return {
        "navigation": _shown(items_of_actor()),
        "navigation_of_the_day": _shown_of_the_day,
        "actor": find_actor(),
        "demo": config.current().demo,
        "municipality": config.current().municipality,
    }
