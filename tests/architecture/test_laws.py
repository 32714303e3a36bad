"""Laws about what stands in a file, whatever the room. Each is a function that finds what breaks it."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from tests.architecture.source import Function, Module, expect_none, modules

Law = Callable[[Module], Iterator[str]]

# They take seconds to import or are not installed everywhere; the web server's start must not wait for them.
HEAVY = frozenset(
    {
        "authlib",
        "av",
        "boto3",
        "botocore",
        "celery",
        "ctranslate2",
        "docx",
        "faster_whisper",
        "highspy",
        "huggingface_hub",
        "joserfc",
        "krippendorff",
        "lxml",
        "phonenumbers",
        "pptx",
        "requests",
        "spacy",
        "zxcvbn",
        "tokenizers",
        "typst",
        "torch",
        "urllib3",
        "whisper",
        "xlsxwriter",
    }
)
# Where a transaction ends: the request's hook, and the worker's unit of work.
# A command is a unit of work of its own: the chain's check, and the practice year.
COMMITS = frozenset(
    {
        "toolkit.db",
        "toolkit.transactions",
        "toolkit.jobs.context",
        "toolkit.audit.verifying",
        "seminar.demo.loading",
    }
)
NOT_ACTIVITIES = re.compile(r"(^|_)(views|forms|models)$")
SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc)(_|$)")
# Who, did what, to which: the one sentence with three words that everybody writes.
TRAIL = "toolkit.audit.trail.record"
# Promised once by the framework that calls them.
FRAMEWORK = frozenset(
    {
        "process_bind_param",
        "process_result_value",
        "get_translations",
        "get_command",
        "format",
        "emit",
        "find_class",
    }
)


def a_module_says_what_it_is_for(module: Module) -> Iterator[str]:
    said = ast.get_docstring(module.tree) or ""
    if not said:
        yield "says nothing"
    if said.count("\n") > 9:
        yield "says it too long"


def a_folder_s_own_file_is_a_sentence_and_nothing_else(module: Module) -> Iterator[str]:
    if module.path.name == "__init__.py" and len(module.tree.body) != 1:
        yield "holds more than its docstring"


def only_heavy_libraries_are_imported_late_and_they_always(module: Module) -> Iterator[str]:
    for each in module.imports:
        if each.inside != (each.name.split(".")[0] in HEAVY):
            yield f"{each.line} imports {each.name} {'inside a function' if each.inside else 'at the start'}"


def types_need_no_circle(module: Module) -> Iterator[str]:
    if "TYPE_CHECKING" in module.text:
        yield "imports for the type checker what it cannot import for real"


def questions_to_the_database_are_asked_in_activities(module: Module) -> Iterator[str]:
    for name, call in module.calls():
        if name == "select" and NOT_ACTIVITIES.search(module.path.stem):
            yield f"{call.lineno} selects"


def an_activity_flushes_and_never_commits(module: Module) -> Iterator[str]:
    for name, call in module.calls():
        if name == "commit" and module.name not in COMMITS:
            yield f"{call.lineno} commits"


def nothing_is_printed(module: Module) -> Iterator[str]:
    for name, call in module.calls():
        if name in {"print", "breakpoint"}:
            yield f"{call.lineno} calls {name}"


def names_say_something(module: Module) -> Iterator[str]:
    defined = (node.name for node in ast.walk(module.tree) if isinstance(node, Function | ast.ClassDef))
    for word in (*module.name.split("."), *defined):
        if SAYS_NOTHING.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word).lower()):
            yield word


def what_others_call_says_what_it_promises(module: Module) -> Iterator[str]:
    for node in _public(module.tree):
        if not ast.get_docstring(node):
            yield f"{node.lineno} {node.name} promises nothing"


def the_one_who_asks_comes_first(module: Module) -> Iterator[str]:
    for node in module.functions():
        names = [argument.arg for argument in [*node.args.posonlyargs, *node.args.args] if argument.arg != "self"]
        if "actor" in names and names[0] != "actor":
            yield f"{node.lineno} {node.name}: actor is not first"
        in_a_cycle = names[1:2] == ["cycle_id"]  # who asks, in which cycle, for what
        allowed = 3 if in_a_cycle or f"{module.name}.{node.name}" == TRAIL else 2
        if "actor" in names and len(names) > allowed and not node.name.startswith("_"):
            yield f"{node.lineno} {node.name}: after the second (or the cycle and one more), name arguments by keyword"


def getters_keep_their_word(module: Module) -> Iterator[str]:
    for node in module.functions():
        gives_none = node.returns is not None and bool(re.search(r"\bNone$", ast.unparse(node.returns)))
        if node.name.startswith("get_") and node.name not in FRAMEWORK and gives_none:
            yield f"{node.lineno} {node.name} may give None: call it find_"
        if node.name.startswith("find_") and node.name not in FRAMEWORK and not gives_none:
            yield f"{node.lineno} {node.name} never gives None: call it get_"


LAWS: tuple[Law, ...] = (
    a_module_says_what_it_is_for,
    a_folder_s_own_file_is_a_sentence_and_nothing_else,
    only_heavy_libraries_are_imported_late_and_they_always,
    types_need_no_circle,
    questions_to_the_database_are_asked_in_activities,
    an_activity_flushes_and_never_commits,
    nothing_is_printed,
    names_say_something,
    what_others_call_says_what_it_promises,
    the_one_who_asks_comes_first,
    getters_keep_their_word,
)


@pytest.mark.parametrize("law", LAWS, ids=[law.__name__ for law in LAWS])
def test_law(law: Law) -> None:
    expect_none(f"{module}: {problem}" for module in modules() for problem in law(module))


def _public(tree: ast.Module) -> Iterator[Function | ast.ClassDef]:
    """Top-level functions and classes, and the classes' methods, whose names do not begin with an underscore."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                methods = (inner for inner in node.body if isinstance(inner, Function))
                yield from (one for one in methods if not one.name.startswith("_") and one.name not in FRAMEWORK)
