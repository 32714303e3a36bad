"""What the group makes of the invented interviews: themes, excerpts, voices, proposals, promises and how they went."""

from datetime import timedelta

from seminar.actions import followup
from seminar.board import anchors, coding, transcripts, voices
from seminar.demo.story import Facts, Year
from seminar.proposals import proposing
from seminar.report import drafting
from seminar.themes import codebook
from transcription.transcripts.models import DeidentifiedTranscript

SEMINAR, DECISION = -9, -8


def hold_seminar(year: Year, *, at: int = SEMINAR, decided_at: int = DECISION) -> None:
    """Code what was handed over, fill the board, decide and follow up. `at` is the day, counted from «today»."""
    with year.day(at, 9):
        _gather_themes(year)
    with year.day(at, 13):
        for transcript in transcripts.list_transcripts(year.facilitator, year.cycle.id):
            _mark(year, transcript)
        for each in year.facts["voices"]:
            voices.write(year.facilitator, year.cycle.id, year.themes[each["theme"]], text=each["text"])
    for each in year.facts["proposals"]:
        _propose(year, each, at=at, decided_at=decided_at)
    with year.day(decided_at, 15):
        for section, text in year.facts["texts"].items():
            drafting.save_text(year.facilitator, year.cycle.id, section=section, text=text, version=0)


def _gather_themes(year: Year) -> None:
    own = {each["id"]: each for each in year.facts["own_themes"]}
    wanted = {mark["theme"] for child in year.facts["children"] for mark in child.get("marks", ())}
    codebook.start_from(year.facilitator, year.cycle.id, codebook_ids=wanted - set(own))
    for theme in codebook.list_themes(year.facilitator, year.cycle.id):
        year.themes[str(theme.codebook_id)] = theme.id
    for name, each in own.items():
        year.themes[name] = codebook.create(
            year.facilitator, year.cycle.id, name=each["name"], area=each["area"]
        ).id  # fmt: skip


def _mark(year: Year, transcript: DeidentifiedTranscript) -> None:
    code = transcript.assignment.child.code
    child = next(each for each in year.facts["children"] if each["code"] == code)
    for mark in child.get("marks", ()):
        start, end = _find(transcript, mark["words"])
        coding.mark(
            year.facilitator, year.cycle.id, transcript.id, theme_id=year.themes[mark["theme"]], start=start, end=end
        )


def _find(transcript: DeidentifiedTranscript, words: str) -> tuple[coding.Place, coding.Place]:
    """Where the words stand in the handed-over copy. Raises ValueError when the story marks what was not said."""
    for segment in transcript.segments:
        at = segment.text.find(words)
        if at >= 0:
            text = anchors.join([segment.text])
            start, end = (anchors.to_utf16(text, place) for place in (at, at + len(words)))
            return (segment.position, start), (segment.position, end)
    msg = f"the handed-over text does not hold {words!r}"
    raise ValueError(msg)


def _propose(year: Year, each: Facts, *, at: int, decided_at: int) -> None:
    decided = year.date_of(decided_at)
    with year.day(at, 15):
        row = proposing.write(year.facilitator, year.cycle.id, year.themes[each["theme"]], text=each["text"])
    if "due" not in each:
        return
    values = {"text": each["text"], "responsible": each["responsible"], "indicator": each["indicator"]}
    with year.day(decided_at):
        due = decided + timedelta(days=each["due"])
        proposing.decide(year.leader, year.cycle.id, row.id, **values, due=due, version=row.version)
    for seen, report in enumerate(each.get("reports", ())):
        with year.day(decided_at + report["after"], 14):
            followup.report(
                year.leader, year.cycle.id, row.id, state=report["state"], note=report["note"],
                on=year.date_of(decided_at + report["after"]), seen=seen,
            )  # fmt: skip
