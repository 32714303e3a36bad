"""`data-protection`: every draft into a folder, from the machine itself."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from toolkit import language
from toolkit.data_protection import making
from toolkit.db import reading


@click.command("data-protection")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--language", "locale", type=click.Choice(sorted(language.LANGUAGES)), default="sv", help="sv or en.")
@with_appcontext
def write(folder: Path, *, locale: str) -> None:
    """Write drafts of what data protection asks for, filled in with how this installation is set up, as Word files."""
    with reading():
        written = making.write_all(folder, language=locale)
    for path in written:
        click.echo(str(path))
