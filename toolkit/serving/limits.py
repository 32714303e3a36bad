"""What a client may keep the server waiting for, and how much of it: every bound of the web server in one place."""

from dataclasses import dataclass

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes are in bytes, times in seconds. The values are for one process on two cores."""

    threads: int = 16
    """Requests that Flask works on at once. None of them waits for a client."""

    upload_threads: int = 6
    """Requests with a large body that Flask works on at once; only these wait for a client."""

    head: int = 32 * KILOBYTE
    """The longest head of a request: its address and its headers."""

    head_s: float = 15.0
    """How long a connection may take to send a head."""

    gathered: int = MEGABYTE
    """A body up to this size lies in memory, whole, before a thread is given to its request."""

    gathered_in_all: int = 64 * MEGABYTE
    """What all such bodies together may take. Whoever comes after that is told to try again."""

    gathering_s: float = 30.0
    """How long such a body may take to arrive."""

    silence_s: float = 30.0
    """How long a large body may be silent."""

    slowest: int = KILOBYTE
    """Bytes a second that a large body must come to, once its first minute has passed."""

    connections: int = 800
    """Connections at once. One more, and whoever has been waited for longest is let go."""

    idle_s: int = 15
    """How long a connection is kept for its next request."""

    streams: int = 100
    """Streams of events at once. One more is told so, and asks now and then instead."""

    stream_lag: int = 200
    """Events that may wait for a slow reader of a stream. With one more the stream ends; the reader comes back."""

    heartbeat_s: float = 15.0
    """A stream says at least so often that it is there."""

    watched_s: float = 2.0
    """How often it is asked whether whoever follows a stream still may: ended sessions and lost roles end it."""

    stopping_s: int = 5
    """How long requests that are being worked on may take when the server is told to stop."""
