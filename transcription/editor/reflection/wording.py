"""How the figures of a talk are said in words: kinds of questions, caveats, lengths of time."""

from collections.abc import Mapping

from toolkit.errors import N_
from toolkit.language import decimal, ngettext
from toolkit.language import gettext as _
from transcription.editor.reflection.figures import LENGTHS, Caveat, Figures
from transcription.editor.reflection.questions import Kind
from transcription.transcripts.speaker_turns import Speaker

KINDS: Mapping[Kind, str] = {
    Kind.OPEN: N_("Open questions"),
    Kind.WHY: N_("Why questions"),
    Kind.DETAIL: N_("One detail"),
    Kind.CHOICE: N_("A choice"),
    Kind.CLOSED: N_("Yes or no"),
    Kind.CHECK: N_("A statement"),
}
RULES: Mapping[Kind, str] = {
    Kind.OPEN: N_("Begins with how or what, or asks the child to tell, describe or explain."),
    Kind.WHY: N_("Begins with why. It can sound like blame."),
    Kind.DETAIL: N_("Begins with who, where, when, which, how many, how often: there is one short answer."),
    Kind.CHOICE: N_("Names two things with “or” between them."),
    Kind.CLOSED: N_("Begins with the verb, or ends with “right?”: yes or no is enough."),
    Kind.CHECK: N_("A statement with a question mark, for example “You live with grandma?”"),
}
CAVEATS: Mapping[Caveat, str] = {
    Caveat.PRACTICE: N_("The text was written by the practice model, which invents. The figures are only to try out."),
    Caveat.DRAFT: N_("Nobody has listened through all of the text yet. Correct it first, then look here again."),
    Caveat.UNKNOWN: N_("For more than a tenth of the words nobody has said who speaks. Mark the speakers first."),
    Caveat.FEW: N_("The talk has few turns, so a single answer moves the figures a lot."),
    Caveat.NO_TIMES: N_("The text has no times, so talking time and silences cannot be worked out."),
    Caveat.SOME_TIMES: N_("Some times were missing in the file and are guessed, so talking time and silences are too."),
    Caveat.INTERPRETER: N_("An interpreter took part. What the child said and how long it took is not the same thing."),
    Caveat.GAPS: N_("Sound is missing in the recording. A gap can look like a silence."),
}


def kinds(figures: Figures) -> list[tuple[Kind, str, int]]:
    """Every kind of question with its name and how many there are."""
    return [(kind, _(name), len(figures.of_kind(kind))) for kind, name in KINDS.items()]


def rule(kind: Kind) -> str:
    """How a kind is recognised."""
    return _(RULES[kind])


def caveats(figures: Figures) -> list[str]:
    """The reasons to be careful, in words."""
    return [_(sentence) for caveat, sentence in CAVEATS.items() if caveat in figures.caveats]


def talking(figures: Figures) -> list[tuple[str, str, int]]:
    """Who, for how long in words, and how many ms."""
    names = {
        Speaker.INTERVIEWER: _("You"),
        Speaker.CHILD: _("The child"),
        Speaker.INTERPRETER: _("Interpreter"),
        Speaker.OTHER: _("Somebody else"),
        Speaker.UNKNOWN: _("Not known"),
    }
    return [(str(names[speaker]), duration(ms), ms) for speaker, ms in (figures.talking_ms or {}).items()]


def duration(ms: int) -> str:
    """«14 min 20 s», or «48 s»."""
    minutes, seconds = divmod(round(ms / 1000), 60)
    if not minutes:
        return _("%(seconds)s s", seconds=seconds)
    return _("%(minutes)s min %(seconds)s s", minutes=minutes, seconds=seconds)


def seconds(ms: int) -> str:
    """«7 sekunder», rounded down: a silence is not made longer than it was."""
    return ngettext("%(num)d second", "%(num)d seconds", ms // 1000)


def lengths(figures: Figures) -> list[tuple[str, int]]:
    """The groups of answers by length, each with its name and how many."""
    first, second, third = LENGTHS
    names = (
        _("1–%(high)s words", high=first),
        _("%(low)s–%(high)s words", low=first + 1, high=second),
        _("%(low)s–%(high)s words", low=second + 1, high=third),
        _("more than %(low)s words", low=third),
    )
    return list(zip(map(str, names), figures.lengths, strict=True))


def median(figures: Figures) -> str:
    """The middle answer's length."""
    value = figures.median_words
    return "" if value is None else str(int(value)) if value == int(value) else decimal(value)
