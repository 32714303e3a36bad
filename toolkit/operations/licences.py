"""`docs/licences.md`: what we build on and under which licence, written by `python -m toolkit.operations.licences`.

Packages come from `requirements/`, their licences from what is installed; files that others made from each VERSIONS.
"""

from pathlib import Path

from toolkit.config import ROOT
from toolkit.operations.bill_of_materials import Package, list_packages

PAGE = ROOT / "docs" / "licences.md"
FILES = ("toolkit/documents/fonts/VERSIONS", "tests/vendor/VERSIONS", ".setup/VERSIONS")
ELSEWHERE = {"async-timeout": "Apache-2.0", "colorama": "BSD-3-Clause", "httpx2-jsfetch": "BSD-3-Clause"}
"""Read from the package itself, once: each is for another system or another Python, and is not installed on ours."""
ACCEPTED_FOR_TESTS = {
    "BSD-2-Clause AND Apache-2.0 WITH LLVM-exception": "an exception only gives more",
    "Apache-2.0 AND CNRI-Python": "Python's own older licence; nothing of it is handed on",
    "DFSG approved": "MIT, says its LICENSE file",
}
"""Licences of what only developers install, and why each may be: nothing of it is handed on with the program."""

HEAD = """# What we build on, and its licences

Written by `python -m toolkit.operations.licences`; a test compares it with what is pinned. Ours is AGPL-3.0-or-later,
and every licence below may be combined with it. The same as CycloneDX, with hashes: `python app.py sbom`.

## When a flaw becomes known

`make audit` asks what is known about every package that is pinned; the build server does so each time. Where nobody can
be asked it says so and is no audit. A municipality can give the output of `python app.py sbom` to a scanner of its own.

| the flaw | a new version is out within |
|---|---|
| can be used by somebody who is not signed in, or reaches recordings, texts or keys | 2 working days |
| can be used by somebody who is signed in | 14 days |
| any other in what `make run` installs | 30 days |
| in what only developers install | with the next `make pins`, within 90 days |

Without any flaw `make pins` is run each quarter.
"""


def licence_of(package: Package) -> str:
    """Its licence; of a package that is for other systems, as it was read once. Raises KeyError for one not known."""
    return package.licence or ELSEWHERE[package.name]


def pinned(name: str) -> list[Package]:
    """The packages of `requirements/<name>.txt`."""
    return list_packages(ROOT / "requirements" / f"{name}.txt")


def page() -> str:
    """The whole page."""
    run, machines = pinned("run"), pinned("machines")
    known = {each.name for each in (*run, *machines)}
    test = [each for each in pinned("test") if each.name not in known]
    return "\n".join(
        [
            HEAD,
            *_table("What every installation has", run),
            *_table("What several machines have beside it", machines),
            *_table("What only developers install", test),
            *_files(),
            "",
        ]
    )


def _table(title: str, packages: list[Package]) -> list[str]:
    rows = [f"| {each.name} | {each.version} | {licence_of(each)} |" for each in packages]
    return [f"## {title}", "", "| package | version | licence |", "|---|---|---|", *rows, ""]


def _files() -> list[str]:
    rows = []
    for name in FILES:
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                file, version, _, licence, source = line.split(maxsplit=4)
                rows.append(f"| `{Path(name).parent.as_posix()}/{file}` | {version} | {licence} | {source} |")
    rows += [
        "| `transcription/deidentification/dictionary/sv_SE.*` | 7.5 | LGPL-3.0 | DSSO, by Göran Andersson |",
        "| names in `transcription/deidentification/word_lists` | | MIT | the package Faker, its Swedish people |",
        "| `transcription/practice_model/multilingual.tiktoken.gz` | | MIT | openai-whisper's vocabulary |",
        "| requirement numbers in `docs/asvs.md` | 5.0.0 | CC BY-SA 4.0 | OWASP ASVS; the words there are ours |",
    ]
    return ["## Files that others made", "", "| file | version | licence | from |", "|---|---|---|---|", *rows]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
