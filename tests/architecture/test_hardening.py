"""What OWASP ASVS 5.0 asks of the code itself: what it never calls, where chance comes from, what lies in it."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from tests import factories as make
from tests.architecture.source import Module, expect_none, modules
from tests.headers import problems_of_headers
from tests.sweep import Town, list_addresses
from toolkit.access import Role
from toolkit.config import ROOT, Settings
from toolkit.db import db

HTTPS = "https://localhost"
SCRIPTS = sorted((ROOT / "templates" / "assets" / "js").rglob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

BY_CHANCE = {
    "seminar.agreement.computing": "a bootstrap that gives the same interval each time",
    "seminar.seminars.dealing": "the deal of texts is drawn again from its seed",
    "seminar.seminars.groups": "groups are dealt from a seed that stands on the page",
    "toolkit.cycles.matching": "the draw can be repeated from its seed, which stands in the log",
    "toolkit.cycles.rotation": "the same",
    "toolkit.drawings.pen": "how a crayon trembles",
    "toolkit.log_review.sampling": "only the type of the dice that it is given: `drawing` gives those of `secrets`",
    "transcription.deidentification.training": "invented sentences to learn from",
    "transcription.deidentification.training_slots": "the same",
    "transcription.deidentification.training_talk": "the same",
}
"""Who may use a generator that can be foretold, and for what. Everything else that is drawn comes from `secrets`."""
UNPICKLES = {"transcription.model_conversion.openai_checkpoint": "only lists, numbers and tensors, by name"}
RUNS = {"eval", "exec", "render_template_string", "system", "popen", "Markup.format_map"}
WEAK = {"md5", "sha1", "new"}
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/]|AKIA[0-9A-Z]{16}"
    r"|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[0-9A-Za-z-]{20}"
)
KEPT_BY_BROWSERS = {
    "coding/keys.js": "whether keys are on",
    "coding/outbox.js": "marks that have not arrived: ids and places, never a word",
    "editor/keys.js": "which keys a pedal has",
    "recordings/sign-out.js": "empties what the tab keeps",
    "recordings/waiting.js": "sound that has not arrived, sealed by a key that the browser has in memory only",
    "seminar/follow.js": "whether this window follows",
}


def nothing_runs_what_somebody_wrote(module: Module) -> Iterator[str]:
    """1.2.5, 1.3.2, 1.3.7: no eval, no shell, no template out of a text."""
    for name, call in module.calls():
        given = {word.arg: word.value for word in call.keywords}
        is_method = isinstance(call.func, ast.Attribute)
        if name in RUNS and not (name in {"eval", "exec"} and is_method):
            yield f"{call.lineno} calls {name}"
        if "shell" in given:
            yield f"{call.lineno} asks a shell"
        if name == "from_string" and "jinja" in ast.unparse(call.func):
            yield f"{call.lineno} makes a template of a text"


def no_question_to_the_database_is_put_together_of_texts(module: Module) -> Iterator[str]:
    """1.2.4"""
    for name, call in module.calls():
        if (
            name == "text"
            and ast.unparse(call.func) == "sa.text"
            and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
        ):
            yield f"{call.lineno} {ast.unparse(call)}"


def nothing_is_unpickled(module: Module) -> Iterator[str]:
    """1.5.2"""
    for each in module.imports:
        if each.name.split(".")[0] in {"pickle", "marshal", "shelve", "dill"} and module.name not in UNPICKLES:
            yield f"{each.line} imports {each.name}"


def chance_that_can_be_foretold_decides_nothing_secret(module: Module) -> Iterator[str]:
    """11.5.1"""
    for each in module.imports:
        if each.name.split(".")[0] == "random" and module.name not in BY_CHANCE:
            yield f"{each.line} imports random: take secrets, or say in BY_CHANCE why not"


def no_weak_hash_guards_anything(module: Module) -> Iterator[str]:
    """11.4.1: SHA-1 names a git blob, and is marked so."""
    for name, call in module.calls():
        is_weak = name in WEAK and ast.unparse(call.func).startswith("hashlib.")
        if is_weak and not any(word.arg == "usedforsecurity" for word in call.keywords):
            yield f"{call.lineno} hashes by {name}"


def certificates_are_always_looked_at(module: Module) -> Iterator[str]:
    """12.3.2"""
    for word in ("CERT_NONE", "_create_unverified_context", "check_hostname = False", "verify=False"):
        if word in module.text:
            yield f"says {word}"


def a_cookie_is_for_this_host_and_no_other_site(module: Module) -> Iterator[str]:
    """3.3.1–3.3.4: closed to scripts but for the one mark by which open pages hide themselves."""
    wanted = {"samesite", "secure", "path"} | ({"httponly"} if module.name != "toolkit.people.lock_marks" else set())
    for name, call in module.calls():
        if name == "set_cookie":
            given = {str(word.arg) for word in call.keywords}
            if not wanted <= given:
                yield f"{call.lineno} lacks {', '.join(sorted(wanted - given))}"
            if not re.search(r"_?name\b", ast.unparse(call.args[0])) or "domain" in given:
                yield f"{call.lineno} has a name that is not bound to the host: take toolkit.cookies.named"


LAWS = (
    nothing_runs_what_somebody_wrote,
    no_question_to_the_database_is_put_together_of_texts,
    nothing_is_unpickled,
    chance_that_can_be_foretold_decides_nothing_secret,
    no_weak_hash_guards_anything,
    certificates_are_always_looked_at,
    a_cookie_is_for_this_host_and_no_other_site,
)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_code(law: object) -> None:
    assert callable(law)
    expect_none(f"{module}: {problem}" for module in modules() for problem in law(module))


def test_whoever_is_excused_still_is_there() -> None:
    known = {module.name for module in modules()}
    assert {*BY_CHANCE, *UNPICKLES} <= known


def test_a_page_holds_no_text_as_it_was_written_by_somebody() -> None:
    """1.2.1, 1.3.1: every template escapes, and none is told not to."""
    expect_none(
        f"{path.relative_to(ROOT)}: {found}"
        for path in TEMPLATES
        for found in re.findall(r"\|\s*safe\b|autoescape\s+false", path.read_text("utf-8"))
    )


def test_a_script_writes_no_text_as_html() -> None:
    """1.2.3, 3.2.2, 3.5.5: texts go in as texts, nothing is run, no other window is listened to."""
    forbidden = re.compile(
        r"\.(inner|outer)HTML\s*=[^=]|insertAdjacentHTML|document\.write|\beval\(|new Function|\.setAttribute\(.on"
        r"|window\.addEventListener\(.message.|window\.postMessage|parent\.postMessage|__proto__"
    )
    expect_none(
        f"{path.name}: {found.group()}" for path in SCRIPTS for found in forbidden.finditer(path.read_text("utf-8"))
    )


def test_what_a_browser_keeps_is_decided() -> None:
    """14.3.3: no word of a child lies in a browser. Each place says what it keeps."""
    keeps = re.compile(r"localStorage|sessionStorage|indexedDB|caches\.open|document\.cookie\s*=")
    folder = ROOT / "templates" / "assets" / "js"
    found = {path.relative_to(folder).as_posix() for path in SCRIPTS if keeps.search(path.read_text("utf-8"))}
    assert found == set(KEPT_BY_BROWSERS)


def _tracked() -> Iterator[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in listed.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.stat().st_size < 300_000:
            yield path


def test_no_secret_lies_in_the_repository() -> None:
    """13.3.1"""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    expect_none(
        str(path.relative_to(ROOT)) for path in _tracked() if SECRET.search(path.read_bytes().decode("utf-8", "ignore"))
    )


def test_an_image_holds_no_data_no_keys_and_no_history() -> None:
    """13.4.1, 15.2.3: what `COPY .` leaves out."""
    left_out = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {".git", ".venv", "instance", "tests"} <= set(left_out)


@pytest.mark.one_database
def test_every_answer_says_what_it_is_and_to_whom(town: Town) -> None:
    """3.2.1, 3.4.2, 3.4.4, 4.1.1: its kind, its letters, as a file what is a file; no other site may read it."""
    expect_none(_wrong_answers(town))


def _wrong_answers(town: Town) -> Iterator[str]:
    for address in list_addresses(town.app, "GET"):
        for who in ("owner", "administrator"):
            answer = town.visit(address, who)
            kind = answer.headers.get("Content-Type", "")
            if answer.status_code == 200 and kind.startswith("text/") and "charset=utf-8" not in kind.lower():
                yield f"{address}: {kind!r} has no charset"
            if answer.status_code == 200 and not kind:
                yield f"{address}: says no kind"
            if "Access-Control-Allow-Origin" in answer.headers:
                yield f"{address}: lets other sites read"
            if answer.headers.get("X-Content-Type-Options") != "nosniff":
                yield f"{address}: lets browsers guess"
            answer.close()


def test_headers_name_what_nothing_may_be_loaded_by(app: Flask) -> None:
    """3.4.3: objects and bases are closed by name too."""
    policy = app.test_client().get("/sign-in").headers["Content-Security-Policy"]
    assert {"object-src 'none'", "base-uri 'none'"} <= set(policy.split("; "))
    assert problems_of_headers(app.test_client().get("/sign-in").headers) == []


def test_behind_https_every_cookie_is_named_for_this_host(settings: Settings) -> None:
    """3.3.1, 3.3.3: language and light too, which are no secrets."""
    values = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    client = create_app(Settings(**{**values, "secure_cookies": True})).test_client()
    page = client.get("/accessibility", base_url=HTTPS)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    assert token
    kept = page.headers.getlist("Set-Cookie")
    for address, sent in (("/language", {"locale": "en"}), ("/theme", {"theme": "dark"})):
        answer = client.post(address, data={**sent, "csrf_token": token[1]}, base_url=HTTPS, headers={"Referer": HTTPS})
        kept += answer.headers.getlist("Set-Cookie")
    names = {cookie.split("=")[0] for cookie in kept}
    assert names == {"__Host-form", "__Host-language", "__Host-theme"}
    assert [cookie for cookie in kept if "Secure" not in cookie or "Path=/" not in cookie] == []
    assert '<html lang="en"' in client.get("/accessibility", base_url=HTTPS).get_data(as_text=True)


def test_a_password_is_hidden_and_can_be_pasted(app: Flask) -> None:
    """6.2.6, 6.2.7"""
    make.a_person(make.a_unit(), Role.ADMINISTRATOR)
    db.session.commit()
    page = app.test_client().get("/sign-in").get_data(as_text=True)
    field = re.search(r"<input[^>]*name=\"password\"[^>]*>", page)
    assert field
    assert 'type="password"' in field[0]
    assert "current-password" in field[0]
    assert "onpaste" not in page
    assert not [path for path in SCRIPTS if re.search(r"[\"']paste[\"']", path.read_text("utf-8"))]


def test_no_question_stands_in_for_a_password() -> None:
    """6.4.2: no hint and no secret question anywhere."""
    expect_none(
        str(path) for path in TEMPLATES if re.search(r"password.hint|secret.question", path.read_text("utf-8"), re.I)
    )
