"""Whatever is wrong is said in a sentence that helps, and nothing is changed by it."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from click.testing import Result

from tests.factories import CANARY
from tests.toolkit.backup.lab import Lab, empty_machine, restore
from tests.toolkit.disposal.filling import a_filled_seminar
from toolkit.backup import acting, backup_key, making, manifest, place, recovery_code
from toolkit.backup.making import Making
from toolkit.db import db
from toolkit.errors import HouseError, StorageFull
from toolkit.restore_mark import require_whole
from toolkit.vault import key_checks
from toolkit.vault.columns import vault
from toolkit.vault.store import Draft, FileStore

pytestmark = pytest.mark.one_database  # what depends on the database is tried in test_round_trip
NEWER = "was made by a newer version"


@pytest.fixture
def copied(lab: Lab) -> Lab:
    """With one copy."""
    a_filled_seminar()
    key_checks.note(vault().keys, db.session.connection())
    lab.copy()
    return lab


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(lab: Lab, tmp_path: Path, *more: str, code: str | None = None) -> Result:
    """What a restore says that must not go well; the machine is as empty as before, unless it was begun."""
    with empty_machine(lab, tmp_path) as environment:
        done = restore(lab, environment, *more, code=code)
        assert done.exit_code == 1
        assert "Traceback" not in done.output
        assert "Error: " in done.output
        if Path(environment["BR_INSTANCE"]).exists() and any(Path(environment["BR_INSTANCE"]).iterdir()):
            with pytest.raises(HouseError, match="that was not finished"):
                require_whole(Path(environment["BR_INSTANCE"]))
        return done


@pytest.mark.parametrize("held", [None, b"\xff\xd8\xff\xe0 a photo of the paper", b"", b"not the code"])
def test_a_file_without_the_code_is_told_of(copied: Lab, tmp_path: Path, held: bytes | None) -> None:
    file = tmp_path / "code"
    if held is not None:
        file.write_bytes(held)
    said = refused(copied, tmp_path, "--code-file", str(file)).output
    assert "There is no recovery code in" in said if held is None or not held.isascii() else "14 groups" in said


def test_nothing_of_a_copy_can_be_read_without_keys(copied: Lab) -> None:
    held = b"".join(everything(copied.copies).values()) + b"".join(everything(copied.keys).values())
    assert len(held) > 50_000
    for word in (CANARY, "SQLite format", "alembic_version", copied.code[:9]):
        assert word.encode() not in held


def test_a_code_with_a_slip_and_a_code_of_another_installation(copied: Lab, tmp_path: Path) -> None:
    slip = ("B" if copied.code[0] == "A" else "A") + copied.code[1:]
    assert "a sign is wrong, missing, or too many" in refused(copied, tmp_path, code=slip).output
    other = recovery_code.write(hashlib.sha256(b"another").digest())
    assert "not the one that the copy was sealed with" in refused(copied, tmp_path, code=other).output
    assert not (tmp_path / "new").exists()


def test_a_code_may_be_typed_as_people_type(copied: Lab, tmp_path: Path) -> None:
    with empty_machine(copied, tmp_path) as environment:
        typed = copied.code.lower().replace(" ", "-").replace("o", "0")
        assert restore(copied, environment, code=typed).exit_code == 0


def test_settings_that_may_hold_a_password_are_named_and_empty_and_where_one_lies_is_told() -> None:
    environment = {
        "BR_DATABASE_URL": "postgresql+psycopg://me:secret@db/roster", "BR_BACKUP_KEYS": "/mnt/keys", "BR_PORT": "",
        "BR_OIDC_CLIENT_SECRET": "secret", "BR_MAIL_PASSWORD_FILE": "/etc/mail", "BR_MUNICIPALITY": "Norrvik",
        "HOME": "/",
    }  # fmt: skip
    assert making.open_settings(environment) == {
        "BR_DATABASE_URL": "", "BR_OIDC_CLIENT_SECRET": "", "BR_BACKUP_KEYS": "/mnt/keys",
        "BR_MAIL_PASSWORD_FILE": "/etc/mail", "BR_MUNICIPALITY": "Norrvik",
    }  # fmt: skip


def test_missing_places_and_copies_are_named(copied: Lab, tmp_path: Path) -> None:
    with empty_machine(copied, tmp_path) as environment:
        nowhere = replace(copied, copies=tmp_path / "nowhere")
        assert "There is no folder" in restore(nowhere, environment).output
        (tmp_path / "empty").mkdir()
        assert "There is no whole copy" in restore(replace(copied, copies=tmp_path / "empty"), environment).output
        assert "keys.sealed is missing" in restore(replace(copied, keys=tmp_path / "empty"), environment).output
        assert "no whole copy called backup-x" in restore(copied, environment, "--copy", "backup-x").output
        assert not Path(environment["BR_INSTANCE"]).exists()


def test_a_place_that_is_not_empty_is_left_as_it_is(copied: Lab, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    (new / "notes.txt").write_text("mine")
    assert "is not empty" in refused_plainly(copied, tmp_path).output
    assert everything(new) == {"notes.txt": b"mine"}


def refused_plainly(lab: Lab, tmp_path: Path) -> Result:
    with empty_machine(lab, tmp_path) as environment:
        return restore(lab, environment)


def test_a_copy_of_a_newer_version_is_refused(copied: Lab, tmp_path: Path) -> None:
    ring, target = backup_key.load_or_make(copied.settings), FileStore(copied.copies)
    (name,) = place.list_copies(target)
    held = place.read_manifest(target, name, ring)
    target.destroy(f"{name}-manifest")
    with target.create(f"{name}-manifest") as draft:
        draft.write(manifest.seal(replace(held, revision="9999"), ring))
    assert NEWER in refused(copied, tmp_path).output
    target.destroy(f"{name}-manifest")
    with target.create(f"{name}-manifest") as draft:
        draft.write(manifest.HEAD + bytes((manifest.FORM + 1,)) + b"whatever comes then")
    assert NEWER in refused(copied, tmp_path).output
    kept = json.loads((copied.keys / "keys.sealed").read_text())
    (copied.keys / "keys.sealed").write_text(json.dumps({**kept, "form": 2}))
    assert NEWER in refused(copied, tmp_path).output


def test_every_flipped_bit_is_refused(copied: Lab, tmp_path: Path) -> None:
    """Each file of the copy in its head, its tail and at random: the restore refuses, and says which thing it is."""
    files = [path for folder in (copied.copies, copied.keys) for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(files) == 4 + len(vault().store.list_names())
    chance = Random(7)
    for path in files:
        whole = path.read_bytes()
        for at in {0, len(whole) // 2, len(whole) - 1, chance.randrange(len(whole))}:
            path.write_bytes(whole[:at] + bytes((whole[at] ^ 1 << chance.randrange(8),)) + whole[at + 1 :])
            with empty_machine(copied, tmp_path, f"new-{path.name}-{at}") as environment:
                if path.name == "keys.sealed" and json_alike(path, whole):
                    continue
                done = restore(copied, environment)
                assert done.exit_code == 1, (path.name, at)
                assert isinstance(done.exception, SystemExit), (path.name, at, done.exception)
        path.write_bytes(whole)
    with empty_machine(copied, tmp_path, "at-last") as environment:
        assert restore(copied, environment).exit_code == 0


def json_alike(path: Path, whole: bytes) -> bool:
    """Whether a flipped bit made figures of the sealed bytes large letters: the same bytes, so nothing changed."""
    try:
        return bool(json.loads(path.read_bytes().lower()) == json.loads(whole.lower()))
    except ValueError:
        return False


class FullAfter(FileStore):
    """A place that takes so many bytes."""

    def __init__(self, folder: Path, left: int) -> None:
        super().__init__(folder)
        self.left = left

    @contextmanager
    def create(self, name: str) -> Iterator[Draft]:
        with super().create(name) as draft:
            yield _Counted(self, draft)


class _Counted:
    def __init__(self, store: FullAfter, draft: Draft) -> None:
        self.store, self.draft = store, draft

    def write(self, data: bytes, /) -> int:
        self.store.left -= len(data)
        if self.store.left < 0:
            raise StorageFull("full")
        return self.draft.write(data)


@pytest.mark.parametrize("part", [0, 0.001, 0.05, 0.5, 0.95])
def test_a_full_disk_leaves_the_copy_before_and_nothing_of_the_new_one(copied: Lab, part: float) -> None:
    before = everything(copied.copies)
    with vault().writing("recording-1-new") as writer:
        writer.write(bytes(1000))
    left = int(part * sum(len(data) for name, data in before.items() if "backup-" in name))
    ring = backup_key.load_or_make(copied.settings)
    with pytest.raises(StorageFull):
        making.make(Making(copied.settings, vault().store, FullAfter(copied.copies, left), ring))
    after = everything(copied.copies)
    assert {name: data for name, data in after.items() if "recording-1-new" not in name} == before
    assert not (copied.settings.instance / making.WORKING).exists()
    assert acting.copy().made.name in place.list_copies(FileStore(copied.copies))


def test_a_disk_that_is_not_connected_is_not_an_empty_place(copied: Lab) -> None:
    copied.copies.rename(copied.copies.with_name("unplugged"))
    with pytest.raises(HouseError, match="Is the disk or the share connected"):
        acting.copy()
    assert not copied.copies.exists()
