"""Every form that is filled from what stands, and changes it, says which version it saw."""

import ast
import importlib
from collections.abc import Iterator

from flask import Flask

from tests.architecture.source import Module, expect_none, modules
from toolkit.forms import HouseForm, VersionedForm

EXCUSED = {
    "FileForm": "a new recording: the view gives it a key of its own",
    "MarkForm": "a new mark: the view gives it a key of its own",
    "WorryForm": "a new line: only today is filled in",
    "KeepForm": "a file that was read a moment ago, sealed in the page itself",
    "ProgressForm": "adds to a list, and says in `seen` how long the list was",
    "DecisionForm": "a decision is never changed: a new one is registered beside it, and both are told",
    "PasskeyNameForm": "a name of one's own for one's own passkey",
    "AnswerForm": "one child's answer to one question: whoever holds the code may change it, and the last word counts",
}
NEW_ALONE = {"formdata", "prefix"}


def shapes() -> Iterator[type[HouseForm]]:
    waiting = [HouseForm]
    while waiting:
        for form in waiting.pop().__subclasses__():
            yield form
            waiting.append(form)


def fills_itself(form: type[HouseForm]) -> bool:
    """Whether the class puts what stands into its fields, in a method of its own."""
    module = next((one for one in modules() if one.name == form.__module__), None)
    classes = [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)] if module else []
    return any(
        isinstance(call, ast.Call) and ast.unparse(call.func) == "self.process"
        for node in classes
        if node.name == form.__name__
        for call in ast.walk(node)
    )


def filled(module: Module) -> Iterator[tuple[str, int, type[HouseForm]]]:
    """Each form that a view fills, by name, line and class."""
    known = vars(importlib.import_module(module.name))
    for name, call in module.calls():
        form = known.get(name)
        if isinstance(form, type) and issubclass(form, HouseForm) and {word.arg for word in call.keywords} - NEW_ALONE:
            yield name, call.lineno, form


def test_whoever_changes_what_stands_says_what_they_saw(app: Flask) -> None:
    """`app` has imported every form of the house."""
    views = [module for module in modules() if module.is_view]
    found = [(f"{module}:{line}", name, form) for module in views for name, line, form in filled(module)]
    assert len(found) > len(EXCUSED), "the law looks at nothing"
    found += [(form.__module__, form.__name__, form) for form in shapes() if fills_itself(form)]
    expect_none(
        f"{where}: {name} is filled from what stands and carries no version. Make it a VersionedForm"
        for where, name, form in found
        if not issubclass(form, VersionedForm) and name not in EXCUSED
    )
    used = {name for _, name, form in found if not issubclass(form, VersionedForm)}
    assert used == set(EXCUSED), "an excuse that nobody needs"


def test_a_version_is_never_a_field_of_its_own(app: Flask) -> None:
    """A form that writes `version` itself takes the row's own version for one that was not sent, and overwrites."""
    alone = [form.__name__ for form in shapes() if "version" in vars(form) and not issubclass(form, VersionedForm)]
    assert alone == []


def test_a_versioned_form_shows_what_stands(app: Flask) -> None:
    """Its view calls `accept_newer`, or says in words of its own what somebody else saved."""
    expect_none(
        f"{module}:{line}: {name} never shows what somebody else saved"
        for module in modules()
        if module.is_view and "accept_newer" not in module.text and "overtaken" not in module.text
        for name, line, form in filled(module)
        if issubclass(form, VersionedForm) and name != "SegmentForm"  # its fragment says it: `templates/editor`
    )
