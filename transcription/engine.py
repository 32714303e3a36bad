"""What every speech engine promises: sound in, segments of text with times and doubts out.

Pure: the engines load their heavy libraries themselves, in the child process.
"""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from transcription.heard import Heard, Options

SAMPLE_RATE = 16_000
"""Samples per second of everything that an engine hears."""

Samples = NDArray[np.int16]
"""Mono sound at SAMPLE_RATE."""


class Engine(Protocol):
    """A loaded model that hears."""

    def hear(self, samples: Samples, options: Options) -> Iterator[Heard]:
        """Segments in order, each as soon as it is known; the same sound always gives the same segments.

        Raises HearingError while iterating.
        """
        ...
