"""What cannot be undone, carries texts out or opens an account to others is done by who proved lately who they are."""

import re

from app import create_app
from tests.architecture.source import expect_none
from toolkit.access import needs_step_up
from toolkit.config import Settings

ASKED = {
    "administration.new_code", "audit.export", "data_protection.export", "disposal.do_withdraw", "disposals.confirm",
    "disposals.decision",
    "log_review.begin", "log_review.sign",
    "editions.call_back", "editions.confirm", "editions.destroy", "editions.ready", "editions.restore",
    "exchange.export", "exchange.export_copy", "oidc.release", "passkeys.new", "passkeys.passkey", "passkeys.remove",
    "second_factor.app", "second_factor.begin_app", "second_factor.remove_app", "second_factor.renew_codes",
    "second_factor_admin.require", "second_factor_admin.reset", "seminar_exchange.export",
    "archiving.confirm", "archiving.copy", "subject_access.copy", "subject_access.own_copy", "yearly_files.make",
}  # fmt: skip

GRAVE = re.compile(r"export|withdraw|destroy|dispos|release|backup|rotat|(^|_)key")
EXCUSED = {
    "backup.index": "says when the latest copy was made; the copies themselves are made at the terminal",
    "disposal.withdraw": "tells what a withdrawal would do; the act is do_withdraw",
    "disposals.as_pdf": "a certificate names nobody's child, and is what everybody should see",
    "disposals.due_now": "a proposal disposes of nothing until somebody else confirms it",
    "disposals.index": "tells what is decided and due",
    "disposals.lift": "the terms hold again; nothing goes until two people say so",
    "disposals.proposal": "the list that is to be confirmed, or the certificate",
    "disposals.set_aside": "keeps, and disposes of nothing",
    "disposals.take_back": "lets a proposal come to nothing",
    "report.export": "the report as everybody in the unit may read it: what it counts and quotes has passed disclosure",
}


def test_the_views_that_ask_are_those_that_were_decided(settings: Settings) -> None:
    app = create_app(settings)
    asking = {endpoint for endpoint in app.view_functions if needs_step_up(app, endpoint)}
    expect_none(f"{endpoint} asks anew: list it here" for endpoint in sorted(asking - ASKED))
    expect_none(f"{endpoint} no longer asks anew who one is" for endpoint in sorted(ASKED - asking))


def test_what_sounds_grave_asks_or_says_why_not(settings: Settings) -> None:
    rules = create_app(settings).url_map.iter_rules()
    grave = {rule.endpoint for rule in rules if GRAVE.search(rule.endpoint)}
    expect_none(
        f"put @step_up beside the policy of {endpoint}, or say here why not"
        for endpoint in sorted(grave - ASKED - set(EXCUSED))
    )
    expect_none(f"{endpoint} needs no excuse" for endpoint in sorted(set(EXCUSED) - grave))
