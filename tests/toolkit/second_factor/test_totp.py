"""The codes of an app are those of RFC 6238, this half minute's or a neighbour's."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from toolkit.second_factor import totp

NOW = datetime(2026, 11, 16, 9, 0, 10, tzinfo=UTC)
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # «12345678901234567890», RFC 6238 appendix B


@pytest.mark.parametrize(
    ("second", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_the_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert totp.find_step(RFC_SECRET, code, now=datetime.fromtimestamp(second, tz=UTC)) == second // 30


def test_a_clock_may_be_half_a_minute_off_and_no_more() -> None:
    secret = totp.new_secret()
    step = int(NOW.timestamp()) // 30
    code = pyotp.TOTP(secret).at(NOW)
    for seconds in (-30, 0, 30):
        assert totp.find_step(secret, code, now=NOW + timedelta(seconds=seconds)) == step
    for seconds in (-60, 60):
        assert totp.find_step(secret, code, now=NOW + timedelta(seconds=seconds)) is None


def test_the_address_names_program_and_person_and_nothing_else() -> None:
    address = totp.address(RFC_SECRET, username="sara.lind")
    assert address.startswith("otpauth://totp/Barnens%20r%C3%B6ster:sara.lind?")
    assert f"secret={RFC_SECRET}" in address


def test_secrets_are_long_and_differ() -> None:
    secrets = {totp.new_secret() for _ in range(5)}
    assert {len(one) for one in secrets} == {32}
    assert len(secrets) == 5
    assert totp.in_groups("ABCDEFGH") == "ABCD EFGH"
