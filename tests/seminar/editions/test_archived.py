"""The report as it stands goes to the archive: whole, released, not called back, and byte for byte."""

import pytest

from seminar.editions import archived, calling_back, reading, releasing
from seminar.editions.models import Edition
from tests.seminar.editions.conftest import release, released
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.errors import Tampered


@pytest.fixture
def edition(seminar: Seminar) -> Edition:
    return release(seminar)


def sent(seminar: Seminar) -> dict[str, bytes]:
    return {one.name: b"".join(one.blocks) for one in archived.list_files(seminar.cycle)}


def test_word_and_pdf_are_there_as_they_were_released(seminar: Seminar, edition: Edition) -> None:
    files = archived.list_files(seminar.cycle)
    kept = [one for one in reading.list_handed_out(edition) if one.extension in {"docx", "pdf"}]
    assert [(one.name, one.length) for one in files] == [(one.file_name, one.plain_length) for one in kept]
    assert kept
    fetched = reading.fetch(
        seminar.leads, seminar.cycle.id, 1, name="annual-report", extension="docx", language="sv"
    )  # fmt: skip
    assert sent(seminar)[fetched.name] == fetched.file


def test_their_bytes_need_no_database_while_they_are_sent(seminar: Seminar, edition: Edition) -> None:
    files = archived.list_files(seminar.cycle)
    db.session.remove()
    assert all(len(b"".join(one.blocks)) == one.length for one in files)


def test_there_is_none_before_a_release_and_none_until_every_file_is_made(seminar: Seminar) -> None:
    assert archived.list_files(seminar.cycle) == []
    assert not released(seminar).is_complete
    assert archived.list_files(seminar.cycle) == []


def test_what_was_called_back_or_destroyed_is_not_handed_over(seminar: Seminar, edition: Edition) -> None:
    calling_back.call_back(seminar.leads, seminar.cycle.id, 1)
    assert archived.list_files(seminar.cycle) == []
    calling_back.destroy(seminar.decides, seminar.cycle.id, 1)
    db.session.commit()
    assert archived.list_files(seminar.cycle) == []


def test_only_the_newest_edition_goes(seminar: Seminar, edition: Edition) -> None:
    releasing.begin_next(seminar.leads, seminar.cycle.id)
    second = release(seminar)
    assert set(sent(seminar)) == {one.file_name for one in reading.list_handed_out(second)}


def test_a_file_that_is_another_by_now_breaks_the_copy_off(seminar: Seminar, edition: Edition) -> None:
    reading.list_handed_out(edition)[0].sha256 = "0" * 64
    db.session.flush()
    with pytest.raises(Tampered):
        sent(seminar)
