"""No request of any shape gives 500: a thousand of them here, twenty thousand in `make bench`."""

import pytest
from flask import request

from tests.architecture.source import expect_none
from tests.bench import fuzz
from tests.fuzzing.running import Fuzzer
from tests.sweep import Town
from toolkit.access import allow_anyone

SEED, COUNT = 20261128, 1000
MET = {200, 303, 400, 401, 404, 405, 409, 413, 422}
"""What a thousand odd requests meet when they reach every part of the program."""


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_request_of_any_shape_gives_500(town: Town) -> None:
    tally = Fuzzer(town, seed=SEED).run(COUNT)
    expect_none(str(failure) for failure in tally.failures.values())
    assert tally.sent == COUNT
    assert set(tally.statuses) >= MET


@pytest.mark.one_database
def test_a_request_that_fails_is_made_short_and_can_be_sent_again(town: Town) -> None:
    fuzzer = Fuzzer(town, seed=SEED)

    @allow_anyone
    def choose_theme() -> str:
        if request.form.get("theme") == "dark":
            return "as it should be"
        raise ZeroDivisionError

    town.app.view_functions["pages.choose_theme"] = choose_theme
    fuzzer.chance.calls = [call for call in fuzzer.harvest.calls if call.path == "/theme"]
    tally = fuzzer.run(40)
    (failure,) = tally.failures.values()
    assert failure.why.startswith("ZeroDivisionError at /tests/fuzzing/test_requests.py:")
    assert "raise ZeroDivisionError" in failure.trace
    assert len(failure.call.fields) <= 1
    assert not failure.call.headers
    assert "Call(method='POST', path='/theme'" in str(failure)
    assert fuzzer.send(failure.call)[0] == 500


@pytest.mark.one_database
def test_a_failure_names_ids_so_that_they_mean_something_in_another_town(town: Town) -> None:
    fuzzer = Fuzzer(town, seed=SEED)
    call = next(each for each in fuzzer.harvest.calls if each.path.endswith("/reflection") and each.method == "POST")
    named = fuzzer.named(call)
    assert named.path == "/interviews/<assignment_id>/reflection"
    assert fuzzer.send(named) == fuzzer.send(call)
    assert fuzzer.send(named)[0] < 500


def test_the_measurement_of_twenty_thousand_has_a_town_to_send_them_to() -> None:
    with fuzz._town("SQLite") as town:
        assert town.browser("owner").get("/").status_code in {200, 303}
