"""What a recording is, how long, and what is missing in it: told when it has arrived, without decoding it. Pure."""

from dataclasses import dataclass
from typing import Any, BinaryIO

from toolkit.sound import containers, endings
from toolkit.sound.containers import Container
from toolkit.sound.opening import Opened, opened, why_not
from toolkit.sound.playback import Playback
from toolkit.sound.refusals import LONGEST_HOURS, NotARecording, Refusal
from toolkit.sound.timeline import Gap, Timeline, find_origin, shared_gaps

TOLERANCE = 1.0
"""Seconds that the length in a file may differ from what stands in it."""
LONGEST_PACKET = 60.0
"""Seconds. A packet that says more has a damaged length, or comes from a writer that miscounted its last one."""


@dataclass(frozen=True)
class Sound:
    """What a recording is. `cut_short`: more should follow than there is. `gaps`: see `timeline`.

    `begins`: seconds before the first sound that the file's clock counts. `tracks`: how many are heard together.
    """

    container: Container
    codec: str
    seconds: float
    cut_short: bool
    gaps: tuple[Gap, ...] = ()
    begins: float = 0.0
    tracks: int = 1
    playback: Playback = Playback.AS_IT_IS

    @property
    def missing_seconds(self) -> float:
        """How much is missing after the first sound and before the end."""
        return round(sum(gap.seconds for gap in self.gaps), 2)


@dataclass
class _Walk:
    """One track, gone through packet by packet. `position` is where it ends on its clock, `last` on the file's."""

    timeline: Timeline
    time_base: Any
    position: float = 0.0
    last: float = 0.0
    count: int = 0
    undated: float = 0.0

    def pass_by(self, packet: Any) -> None:
        """Count a packet, and look at the time between it and the one before."""
        seconds = float((packet.duration or 0) * self.time_base)
        seconds = seconds if seconds < LONGEST_PACKET else 0.0
        self.count += bool(packet.size)
        if packet.pts is None:
            self.undated += seconds
            return
        time = float(packet.pts * self.time_base)
        silence = self.timeline.silence_before(time, seconds=seconds, position=self.position)
        self.position = max(self.position + silence, self.timeline.place(time) + seconds)
        self.last = max(self.last, time + seconds)


def probe(source: BinaryIO) -> Sound:
    """What the recording is and how long; goes through all its packets.

    Raises NotARecording as `opened` does, and when nothing in it can be heard or it is too long.
    """
    with opened(source) as recording:
        walks = _walk(recording)
        seconds = max(walk.position or walk.undated for walk in walks)
        if seconds <= 0 or all(_decodes_nothing(recording.media, track) for track in recording.tracks):
            raise NotARecording(why_not(recording.kind, source))
        if seconds > LONGEST_HOURS * 3600:
            raise NotARecording(Refusal.TOO_LONG)
        codec = str(recording.tracks[0].codec_context.codec.canonical_name)
        declared = (recording.media.duration or 0) / 1_000_000
        last = max(walk.last for walk in walks)
    sounding = [walk for walk in walks if walk.count]
    gaps = shared_gaps([walk.timeline.gaps for walk in sounding])
    lacks = declared - last if declared and endings.names_length(recording.kind, source) else None
    if lacks is not None and (lacks > TOLERANCE or gaps):
        cut_short = lacks > TOLERANCE  # bytes that are missing in the middle are not missing at the end
    else:
        cut_short = endings.is_cut(recording.kind, source)
    has_jumps = any(walk.timeline.has_jumps for walk in sounding)
    is_plain = not gaps and len(sounding) == 1 and not endings.lacks_length(recording.kind, source)
    return Sound(
        recording.kind,
        codec,
        round(seconds, 2),
        cut_short,
        gaps=tuple(gap for gap in gaps if gap.start > 0),
        begins=next((gap.seconds for gap in gaps if gap.start == 0), 0.0),
        tracks=len(sounding),
        playback=_playback(recording.kind, codec, is_plain=is_plain, has_jumps=has_jumps),
    )


def _playback(kind: Container, codec: str, *, is_plain: bool, has_jumps: bool) -> Playback:
    if has_jumps:
        return Playback.FROM_START
    is_played = is_plain and codec in containers.PLAYED_BY_BROWSERS.get(kind, ())
    return Playback.AS_IT_IS if is_played else Playback.RENDERED


def _walk(recording: Opened) -> list[_Walk]:
    """Every track from its first packet to its last. What is damaged ends it."""
    import av

    origin = find_origin(recording.begins)
    walks = {track.index: _Walk(Timeline(origin), track.time_base) for track in recording.tracks}
    try:
        for packet in recording.media.demux(recording.tracks):
            walks[packet.stream.index].pass_by(packet)
    except av.error.FFmpegError:
        pass  # a file that ends in the middle is as long as what can be read of it
    return list(walks.values())


def _decodes_nothing(media: Any, track: Any) -> bool:
    import av

    try:
        media.seek(0)
        return next(iter(media.decode(track)), None) is None
    except (av.error.FFmpegError, StopIteration):
        return True
