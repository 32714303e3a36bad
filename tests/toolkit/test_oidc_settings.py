"""The provider is said in settings and a file; what is half said or wrong stops the start, the secret untold."""

from pathlib import Path

import pytest

from toolkit.access import Role
from toolkit.errors import Misconfigured
from toolkit.oidc import grants
from toolkit.oidc_settings import OidcSettings, is_safe, read_oidc

HERE = ("https://roster.example",)
GROUPS = """
[roles]
"br-workers" = ["social_worker"]
"br-leaders" = ["unit_leader", "facilitator"]
[units]
"br-north" = "Barn och familj Norr"
"""


@pytest.fixture
def said(tmp_path: Path) -> dict[str, str]:
    secret, groups = tmp_path / "secret", tmp_path / "groups.toml"
    secret.write_text("hush-hush\n", encoding="ascii")
    groups.write_text(GROUPS, encoding="utf-8")
    return {
        "BR_OIDC_ISSUER": "https://login.norrvik.example/realms/staff",
        "BR_OIDC_CLIENT_ID": "roster",
        "BR_OIDC_CLIENT_SECRET_FILE": str(secret),
        "BR_OIDC_GROUPS_FILE": str(groups),
    }


def read(said: dict[str, str]) -> OidcSettings:
    found = read_oidc(said, addresses=HERE)
    assert found
    return found


def test_nothing_said_is_no_provider() -> None:
    assert read_oidc({}, addresses=()) is None
    assert read_oidc({"BR_OIDC_ISSUER": " "}, addresses=()) is None


def test_what_is_said_counts(said: dict[str, str]) -> None:
    found = read(said)
    assert (found.issuer, found.client_id, found.secret) == (said["BR_OIDC_ISSUER"], "roster", "hush-hush")
    assert (found.scope, found.groups_claim, found.username_claim) == ("openid profile", "groups", "preferred_username")
    assert "hush" not in repr(found)
    given = grants.read(found)
    assert given.roles_of(["br-leaders", "x"]) == {Role.UNIT_LEADER, Role.FACILITATOR}
    assert given.units_of(["br-north", "x"]) == {"Barn och familj Norr"}
    more = {
        "BR_OIDC_CLIENT_SECRET_FILE": "", "BR_OIDC_CLIENT_SECRET": "hush", "BR_OIDC_SCOPE": "profile groups",
        "BR_OIDC_GROUPS_CLAIM": "roles", "BR_OIDC_USERNAME_CLAIM": "upn", "BR_OIDC_TRUSTED_AMR": "mfa, hwk",
        "BR_OIDC_TRUSTED_ACR": "high", "BR_OIDC_CREATE": "1", "BR_OIDC_LOGOUT_UNTYPED": "yes",
    }  # fmt: skip
    other = read({**said, **more})
    assert (other.secret, other.scope, other.creates) == ("hush", "openid profile groups", True)
    assert (other.groups_claim, other.username_claim) == ("roles", "upn")
    assert (other.trusted_amr, other.trusted_acr) == (("mfa", "hwk"), ("high",))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"BR_OIDC_ISSUER": ""}, "names none"),
        ({"BR_OIDC_ISSUER": "http://login.norrvik.example"}, "must look like"),
        ({"BR_OIDC_ISSUER": "https://me:x@login.norrvik.example"}, "must look like"),
        ({"BR_OIDC_ISSUER": "https://login.norrvik.example/?x=1"}, "must look like"),
        ({"BR_OIDC_ISSUER": "https://[login"}, "must look like"),
        ({"BR_OIDC_CLIENT_ID": ""}, "needs .* too"),
        ({"BR_OIDC_CLIENT_SECRET_FILE": ""}, "in a file"),
        ({"BR_OIDC_CLIENT_SECRET": "x"}, "say one of them"),
        ({"BR_OIDC_CLIENT_SECRET_FILE": "/nowhere"}, "cannot be read"),
        ({"BR_OIDC_CA_FILE": "/nowhere"}, "is not there"),
        ({"BR_OIDC_GROUPS_FILE": "/nowhere"}, "cannot be read"),
        ({"BR_OIDC_GROUPS_FILE": "", "BR_OIDC_CREATE": "1"}, "without a role"),
        ({"BR_OIDC_GROUPS_CLAIM": "två ord"}, "name of one claim"),
    ],
)
def test_what_is_half_said_stops_the_start(said: dict[str, str], more: dict[str, str], sentence: str) -> None:
    with pytest.raises(Misconfigured, match=sentence):
        read_oidc({**said, **more}, addresses=HERE)


def test_the_provider_must_know_where_to_send_people_back(said: dict[str, str]) -> None:
    with pytest.raises(Misconfigured, match="BR_ADDRESS"):
        read_oidc(said, addresses=())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[roles", "not TOML"),
        ("", "must hold"),
        ("[units]\nx = 'Norr'", "must hold"),
        ("[roles]\nx = ['social_worker']\n[other]\ny = 1", "must hold"),
        ("[roles]\nx = 'social_worker'", "must be a list"),
        ("[roles]\nx = []", "must be a list"),
        ("[roles]\nx = [1]", "must be a list"),
        ("[roles]\nx = ['social_worker']\n[units]\ny = ' '", "name of a unit"),
    ],
)
def test_a_file_of_groups_that_cannot_be_read_stops_the_start(said: dict[str, str], text: str, sentence: str) -> None:
    Path(said["BR_OIDC_GROUPS_FILE"]).write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured, match=sentence):
        read(said)


def test_a_provider_is_asked_by_https_or_on_this_machine() -> None:
    good = ["https://login.example/x", "http://127.0.0.1:8080/x", "http://localhost/x", "https://login.example/x?p=1"]
    bad = ["http://login.example", "ftp://127.0.0.1", "https://", "https://a@b.example", "https://b.example/#x", "x"]
    assert [is_safe(one) for one in (*good, *bad)] == [True] * 4 + [False] * 6
