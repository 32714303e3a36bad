"""Making the papers: for the administrator with a line on the trail, and all of them into a folder for a command."""

from collections.abc import Mapping
from pathlib import Path

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.data_protection import drafts, facts
from toolkit.data_protection.drafts import Paper
from toolkit.data_protection.facts import NOTE, Facts
from toolkit.data_protection.writing import Words, write
from toolkit.documents.wordstyle import About
from toolkit.errors import N_, WrongState
from toolkit.language import say_in

TAGS: Mapping[str, str] = {"sv": "sv-SE", "en": "en-GB"}
ASKED, NONE_ASKED = N_("To be filled in by a person"), N_("Nothing is left open.")
FILL_IN = N_("Fill in %(number)s")
PAGE_OF = N_("Page %(page)s of %(pages)s")
TABLE = N_("The first row says what each column holds, the first column what each row is about.")


def make(actor: Actor, paper: Paper, *, language: str) -> bytes:
    """The paper as a Word file. Raises `NotFound` for who is no administrator."""
    known = facts.gather(actor, language=language)
    trail.record(actor, Event.DRAFT_EXPORTED, kind=paper.code)
    return compose(paper, known, language=language)


def write_all(folder: Path, *, language: str) -> list[Path]:
    """Every paper into the folder, which is made if it is not there.

    Raises `WrongState`, and writes nothing, where one of them lies there already: somebody may have filled it in.
    """
    paths = {paper: folder / f"{paper.value}.docx" for paper in Paper}
    if there := next((path for path in paths.values() if path.exists()), None):
        raise WrongState(
            N_("%(file)s is there already, and may have been filled in. Nothing is written. Name another folder."),
            file=there,
        )
    folder.mkdir(parents=True, exist_ok=True)
    known, written = facts.find(language=language), []
    for paper, path in paths.items():
        path.write_bytes(compose(paper, known, language=language))
        written.append(path)
    return written


def compose(paper: Paper, known: Facts, *, language: str) -> bytes:
    """The bytes of the paper with these facts."""
    draft = drafts.draft(paper, known, language=language)
    about = About(draft.title, draft.subtitle, str(known["municipality"]), TAGS[language], clock.now())
    words = Words(
        about=about,
        note=say_in(language, NOTE, day=known["today"]),
        asked=say_in(language, ASKED),
        none_asked=say_in(language, NONE_ASKED),
        fill_in=say_in(language, FILL_IN, number="{number}"),
        page_of=say_in(language, PAGE_OF, page="{page}", pages="{pages}"),
        table=say_in(language, TABLE),
    )
    return write(draft, words)
