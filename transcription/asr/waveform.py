"""Draws a recording as bars, for the player. Pure: loudness in, an SVG path out."""

WIDTH, HEIGHT = 880, 56
BARS = 220
BAR = 2.4
QUIETEST = 2


def draw(peaks: bytes, *, bars: int = BARS) -> str:
    """The path of `bars` bars in a box of WIDTH × HEIGHT; empty when there is nothing to draw.

    `peaks` are the loudest samples (0–255) of equal spans, from `audio.Decoding`.
    """
    if not peaks:
        return ""
    highest = max(32, *peaks)
    step = WIDTH / bars
    parts = []
    for number in range(bars):
        start = number * len(peaks) // bars
        loudest = max(peaks[start : max(start + 1, (number + 1) * len(peaks) // bars)])
        height = QUIETEST + (HEIGHT - 12 - QUIETEST) * loudest / highest
        top = (HEIGHT + 4 - height) / 2
        parts.append(f"M{number * step:.4g} {top:.4g}h{BAR}v{height:.4g}h-{BAR}z")
    return "".join(parts)
