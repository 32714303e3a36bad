from io import StringIO

from toolkit.terminal import ProgressLine


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_watched_line_tells_speed_and_time_left() -> None:
    screen, at = Screen(), iter([0.0, 10.0, 10.1, 20.0])
    line = ProgressLine("kb-whisper-small", screen, clock=lambda: next(at))
    for done in (100_000_000, 150_000_000, 151_000_000, 500_000_000):
        line(done, 500_000_000)
    said = screen.getvalue().replace("\033[K", "").split("\r")[1:]
    assert said == [
        "kb-whisper-small  20 % of 500.0 MB",
        "kb-whisper-small  30 % of 500.0 MB, 5.0 MB/s, 1 min 10 s left",
        "kb-whisper-small  100 % of 500.0 MB, 20.0 MB/s\n",
    ]


def test_in_a_log_a_line_comes_every_tenth() -> None:
    log, at = StringIO(), iter(range(1000))
    line = ProgressLine("model", log, clock=lambda: float(next(at)))
    for done in range(101):
        line(done * 1_000_000, 100_000_000)
    lines = log.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[1] == "model  10 % of 100.0 MB, 1.0 MB/s, 1 min 30 s left"
    assert lines[-1] == "model  100 % of 100.0 MB, 1.0 MB/s"


def test_nothing_to_do_is_done_at_once() -> None:
    log = StringIO()
    ProgressLine("model", log)(0, 0)
    assert log.getvalue() == "model  0 % of 0.0 MB\n"
