"""What a command says, in the terminal's language; and the line that tells how far a long work has come."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO, TypeVar

import click

from toolkit import language
from toolkit.errors import N_, HouseError, cannot_write

T = TypeVar("T")
MEGABYTE = 1_000_000
BETWEEN_S = 0.2
"""So often the line is written anew."""
STEP = 10
"""Per cent between two lines where nobody watches: in a file or a log."""


YES_OR_NO = N_("%(question)s [y/N]")
SO_FAR = N_("%(what)s  %(percent)s %% of %(whole)s")
SPEED = N_("%(so_far)s, %(speed)s/s")
LEFT = N_("%(so_far)s, %(speed)s/s, %(time)s left")


def in_words(message: str, **values: object) -> str:
    """A message in the language of the terminal."""
    return language.say_in(language.of_terminal(os.environ), message, **values)


def say(message: str, **values: object) -> None:
    """Print it."""
    click.echo(in_words(message, **values))


def in_error(error: HouseError) -> str:
    """A refusal in the language of the terminal."""
    return in_words(error.message, **error.values)


def in_megabytes(size: int) -> str:
    """A size in megabytes, with the decimal sign of the terminal's language."""
    said = f"{size / MEGABYTE:.1f}"
    return said if language.of_terminal(os.environ) == "en" else said.replace(".", ",")


def agrees(question: str, **values: object) -> bool:
    """Whether whoever sits there says yes. Nobody there, or something else, is a no."""
    answer = click.prompt(in_words(YES_OR_NO, question=in_words(question, **values)), default="", show_default=False)
    return str(answer).strip().lower() in {"y", "yes", "j", "ja"}


def ask_secret(what: str) -> str:
    """What is typed without being shown; a line of what comes in where nobody types."""
    if sys.stdin.isatty():
        return str(click.prompt(in_words(what), hide_input=True))
    click.echo(f"{in_words(what)}: ", err=True)
    return sys.stdin.readline().strip()


@contextmanager
def speaking() -> Iterator[None]:
    """Where words come from pages too: in here `gettext` speaks the terminal's language. Needs an app's context."""
    with language.force_locale(language.of_terminal(os.environ)):
        yield


def told(act: Callable[[], T]) -> T:
    """What an act gives; its refusal becomes a sentence and an exit status. Nothing else does."""
    try:
        return act()
    except HouseError as error:
        raise click.ClickException(in_error(error)) from error
    except OSError as error:
        raise click.ClickException(in_words(cannot_write(error), path=error.filename or "?")) from error


class Told(click.Group):
    """A group whose commands say a refusal in words instead of a trace, also where `command_line` is not above it."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        return told(lambda: super(Told, self).invoke(ctx))


class ProgressLine:
    """Call it with what is done and what there is in all, in bytes or what `unit` says; it tells whoever watches.

    On a terminal one line that changes; in a file a new line every tenth. What was there at the first call counts as
    done before, so that the speed is honest after a pause.
    """

    def __init__(
        self,
        what: str,
        out: TextIO | None = None,
        *,
        unit: str = "MB",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what, self._out, self._unit, self._clock = what, out or sys.stdout, unit, clock
        self._watched = self._out.isatty()
        self._began: tuple[float, int] | None = None
        self._shown_at, self._shown_step = -BETWEEN_S, -1

    def __call__(self, done: int, whole: int) -> None:
        """Tell how far it has come."""
        now = self._clock()
        if self._began is None:
            self._began = (now, done)
        if self._watched:
            if now - self._shown_at >= BETWEEN_S or done >= whole:
                self._shown_at = now
                self._out.write(f"\r\033[K{self._say(done, whole, now)}" + ("\n" if done >= whole else ""))
                self._out.flush()
        elif (step := done * 100 // max(whole, 1) // STEP) > self._shown_step:
            self._shown_step = step
            self._out.write(self._say(done, whole, now) + "\n")
            self._out.flush()

    def _say(self, done: int, whole: int, now: float) -> str:
        so_far = in_words(SO_FAR, what=self._what, percent=done * 100 // max(whole, 1), whole=self._count(whole))
        began, before = self._began or (now, done)
        speed = (done - before) / (now - began) if now > began else 0.0
        if speed <= 0:
            return so_far
        if done >= whole:
            return in_words(SPEED, so_far=so_far, speed=self._count(speed))
        return in_words(LEFT, so_far=so_far, speed=self._count(speed), time=_minutes((whole - done) / speed))

    def _count(self, number: float) -> str:
        return f"{in_megabytes(int(number))} MB" if self._unit == "MB" else f"{number:.0f} {self._unit}"


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
