"""`python -m tests.deployed compose|units`: start what `deploy/` offers, and say how it went.

The exit status is 0 when everything went well, 1 when something did not, 2 when it cannot be tried here.
"""

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.deployed import compose, units
from tests.packages import NoMeansError

WAYS = {"compose": compose.start, "units": units.start}


def main(arguments: list[str]) -> int:
    """Try what is named, or everything; the exit status."""
    status = 0
    for name in arguments or WAYS:
        folder = Path(tempfile.mkdtemp(prefix="br-deployed-", dir="/var/tmp"))
        try:
            WAYS[name](folder, partial(print, f"{name}:", flush=True))
        except NoMeansError as problem:
            print(f"{name}: cannot be tried here. {problem}", file=sys.stderr)
            status = status or 2
        except (AssertionError, RuntimeError) as problem:
            print(f"{name}: WRONG. {problem}", file=sys.stderr)
            status = 1
        else:
            print(f"{name}: well", flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
