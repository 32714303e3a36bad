"""How many examples Hypothesis tries where one is dear: few in every run, and `BR_TEST_EXAMPLES=10` times as many."""

import os


def examples(count: int) -> int:
    """So many, or as many times that as `BR_TEST_EXAMPLES` says."""
    return count * int(os.environ.get("BR_TEST_EXAMPLES") or 1)
