"""No line makes the search slow: what takes twice as long to read takes about twice as long to search.

Every pattern is fed what such patterns trip over, in the way in which its module uses it, and so is the whole search.
Two sizes are timed beside each other in one thread's own time, so that a busy machine says nothing.
"""

import importlib
import inspect
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from transcription import deidentification
from transcription.deidentification import joining, recognising
from transcription.deidentification.kinds import Known

UNITS = (  # noqa: SIM905 - one beside the other reads best
    "1|a|A|ab|Ab|é| |.|-|_|@|,|'|+|/|:|s|ha|ett|sextio|nio|tjugo|bad|skola|väg|och |i |på |1 |1.|1-|1/|a-|a.|a_"
    "|a1|a |A |Ab |Ab-|a@|a @ |at |, a|-1 |– |ett |sextio |punkt|punkt |a punkt |streck |mars |den |enda |som "
    "|hon som |är |blir |år |sista |koden |heter |hundra|då "
).split("|")
BEGINNINGS = ("", "1", "mars tjugohundra")
SMALL, TIMES, MOST = 400, 4, 9
"""Four times the letters take four times as long; sixteen times would be quadratic. Between them lies
room for noise."""
QUICK = 0.004
"""Seconds that are never too long for 1 600 letters."""
TRIES = 5
USE = re.compile(r"\b([A-Z_]+)\.(finditer|search|findall|match|fullmatch)\(")
OF_A_FEW_LETTERS = {joining.HEAD, joining.DEFINITE, joining.OF_SCHOOL, joining.BEFORE_NAME}
"""These read the last letters before a name only: `joining.LONGEST_HEAD`."""
Work = Callable[[str], object]


def list_uses() -> Iterator[tuple[str, Work]]:
    """Every pattern that stands by itself in a module, with the method that reads with it."""
    for found in pkgutil.iter_modules(deidentification.__path__):
        module = importlib.import_module(f"{deidentification.__name__}.{found.name}")
        for name, method in sorted(set(USE.findall(inspect.getsource(module)))):
            pattern = getattr(module, name, None)
            if isinstance(pattern, re.Pattern) and pattern not in OF_A_FEW_LETTERS:
                yield f"{found.name}.{name}.{method}", reader(pattern, method)


def reader(pattern: re.Pattern[str], method: str) -> Work:
    """Reads a whole text with a pattern."""
    read = getattr(pattern, method)
    return (lambda text: [None for _ in read(text)]) if method == "finditer" else read


def seconds(work: Work, text: str, *, limit: float = 20) -> float:
    """What the work takes of this thread's own time. What never ends is stopped, and takes for ever."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    begun = time.thread_time()
    try:
        work(text)
    except TimeoutError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return time.thread_time() - begun


def is_slow(work: Work, unit: str, *, beginning: str = "", small: int = SMALL, quick: float = QUICK) -> bool:
    """Whether four times as many units take far more than four times as long, whenever it is tried."""
    short, long = (beginning + unit * (size // len(unit)) + "x" for size in (small, TIMES * small))
    if seconds(work, beginning + unit * 40 + "x", limit=2) > 1:
        return True
    least = [float("inf"), float("inf")]
    for _ in range(TRIES):
        least[1] = min(least[1], seconds(work, long))
        if least[1] < quick:
            return False
        least[0] = min(least[0], seconds(work, short))
        if least[1] < MOST * least[0]:
            return False
    return True


@pytest.mark.parametrize("pattern", [r"(?:a+)+b", r"(?:sextio|sex|tio)+(?!\w)", r"\b[\w-]+\.se", r"\w+@"])
def test_the_measure_tells_a_slow_pattern(pattern: str) -> None:
    assert any(is_slow(reader(re.compile(pattern), "finditer"), unit) for unit in ("a", "a-", "sextio"))


@pytest.mark.parametrize(("name", "read"), [pytest.param(*use, id=use[0]) for use in list_uses()])
def test_a_pattern_is_linear(name: str, read: Work) -> None:
    slow = [(start, unit) for start in BEGINNINGS for unit in UNITS if is_slow(read, unit, beginning=start)]
    assert not slow, name


KNOWN = [Known("Lina Berg", "barnet"), Known("Ekbackens skola", "skolan")]


@pytest.mark.parametrize(
    "unit", [*UNITS, "Lina ", "Lina, ", "070-174 06 35 ", "Ekbackens skola ", "Anna i Umeå och ", "lina å "]
)
def test_a_search_is_linear(unit: str) -> None:
    recognising.suggest(["Lina"], KNOWN)  # dictionary, lists and model are read once, and not measured
    assert not is_slow(lambda text: recognising.suggest([text], KNOWN), unit, small=1_000, quick=0.05)


@pytest.mark.parametrize("unit", ["1", "a", "Z", " ", ".", "ett", "1 "])
def test_a_line_of_any_length_is_searched(unit: str) -> None:
    recognising.suggest(["hej 1 2 " + unit * (20_000 // len(unit))], KNOWN)
