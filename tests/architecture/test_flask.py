"""Modules that are neither views nor forms import no Flask; who does all the same is named here, with the reason."""

import re

import pytest

from tests.architecture.source import Module, expect_none, find, modules

WEB_GLUE = {
    "app": "puts the app together",
    "seminar.coding.text_parts": "renders what is the same in every window once",
    "seminar.live.asking": "asks the guard for the streams, which are no requests of Flask's",
    "toolkit.access": "the guard before every view, and who asks",
    "toolkit.app_context": "ties an installation to an app",
    "toolkit.assets": "serves what the browser loads",
    "toolkit.audit.refusals": "looks at each answer",
    "toolkit.db": "binds the app to its database",
    "toolkit.downloads": "makes a file into an answer",
    "toolkit.flash_messages.keeping": "what a view flashed, and the page that shows it",
    "toolkit.forms": "forms read the request",
    "toolkit.hosts": "the host of the request",
    "toolkit.kept_words": "what the request's form held",
    "toolkit.language": "the language of the request",
    "toolkit.large_body": "how the request's body is read",
    "toolkit.navigation": "the top bar and the front hall's views",
    "toolkit.page_numbers": "the address of the request",
    "toolkit.pages": "the views of the standing pages",
    "toolkit.operations.request_facts": "looks at each request",
    "toolkit.people.devices": "the cookie of a browser that is known",
    "toolkit.people.entering": "the cookies of who has just signed in",
    "toolkit.people.lock_marks": "the cookie of a browser in a child's hands",
    "toolkit.people.sessions": "the cookie of who has signed in",
    "toolkit.request_budget": "counts the requests of who has signed in",
    "toolkit.second_factor.step_up": "asks in place of a view",
    "toolkit.sent_forms.once": "looks at each form when it writes, and at its answer",
    "toolkit.transactions": "the phases of the request",
    "toolkit.vault.uploads": "the request class that seals files as they arrive",
    "toolkit.verdicts": "what an error of Flask's means",
    "toolkit.web": "before and after every request",
}
COMMANDS = {
    "seminar.demo.loading",
    "toolkit.backup.commands",
    "toolkit.command_line",
    "toolkit.data_protection.commands",
    "toolkit.jobs.commands",
    "toolkit.key_rotation.commands",
    "toolkit.migrating",
    "toolkit.operations.commands",
    "transcription.queue.commands",
    "transcription.speech_models.commands",
}
"""`flask …` and `python app.py …`: Click commands that work in the app's context."""

FORMS = re.compile(r"(^|_)forms$")


def knows_flask(module: Module) -> bool:
    return any(each.name.split(".")[0] in {"flask", "flask_wtf", "flask_babel"} for each in module.imports)


def test_modules_that_are_not_views_import_no_flask() -> None:
    expect_none(
        f"{module} imports Flask, and is no view"
        for module in modules()
        if knows_flask(module) and not module.is_view and not FORMS.search(module.path.stem)
        if module.name not in {*WEB_GLUE, *COMMANDS}
    )


@pytest.mark.parametrize("name", sorted({*WEB_GLUE, *COMMANDS}))
def test_whoever_is_excused_still_needs_it(name: str) -> None:
    assert knows_flask(find(name))
