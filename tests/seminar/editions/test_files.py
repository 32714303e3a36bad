"""The files of an edition are made after its release, one by one, by the worker, of what is frozen in it."""

import hashlib
import re
import threading
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.editions import calling_back, making, progress, reading, releasing, tasks
from seminar.editions.models import Edition, EditionFile
from seminar.editions.progress import Stage
from seminar.report import outputs, own_template
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making as seminars
from tests.seminar.editions.conftest import released
from tests.seminar.making import Seminar
from tests.toolkit.documents.templates_made import a_template, saved
from tests.wall_clock import ahead
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import NotFound, StorageFull, WrongState
from toolkit.jobs import queue
from toolkit.jobs.models import Job, State, WorkerBeat
from toolkit.jobs.worker import Worker
from toolkit.people.models import Person
from toolkit.vault.columns import vault

SignIn = Callable[[Person], FlaskClient]
Make = Callable[..., bytes]


@pytest.fixture
def edition(seminar: Seminar) -> Edition:
    """Released by two; no worker has done anything."""
    return released(seminar)


@pytest.fixture
def troubles(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """While it holds an error, the Swedish files fail with that."""
    whole: Make = outputs.make
    found: list[Exception] = []

    def make_or_fail(output: outputs.Output, report: Any, **more: Any) -> bytes:
        if found and more["words"].language == "sv":
            raise found[-1]
        return whole(output, report, **more)

    monkeypatch.setattr(outputs, "make", make_or_fail)
    return found


def work(app: Flask) -> None:
    db.session.commit()  # on SQLite the test would keep it from writing
    Worker(app).run(until_idle=True)
    db.session.expire_all()


def until_it_gives_up(app: Flask) -> None:
    for pause in range(1, 7):
        with ahead(timedelta(minutes=20 * pause)):
            work(app)


def job_of(edition: Edition) -> Job:
    found = queue.find_job(making.FILES, ref=edition.id)
    assert found is not None
    return found


def names(edition: Edition) -> list[tuple[str, str]]:
    return [(file.name, file.language) for file in edition.files]


def address(seminar: Seminar) -> str:
    return f"/cycles/{seminar.cycle.id}/report/editions"


def test_a_release_freezes_the_facts_and_leaves_the_files_to_the_worker(seminar: Seminar, edition: Edition) -> None:
    assert names(edition) == [("facts", "sv"), ("facts", "en")]
    assert (edition.is_complete, edition.sha256, edition.is_handed_out) == (False, None, True)
    assert (job_of(edition).state, job_of(edition).is_brief) == (State.QUEUED, True)
    assert reading.find_released(seminar.cycle) is not None
    with pytest.raises(WrongState, match="not made yet"):
        reading.fetch(seminar.leads, seminar.cycle.id, 1, name="annual-report", extension="docx", language="sv")
    with pytest.raises(NotFound):
        reading.fetch(seminar.leads, seminar.cycle.id, 1, name="another", extension="docx", language="sv")


def test_the_worker_makes_them_and_hashes_all_of_it(app: Flask, edition: Edition) -> None:
    work(app)
    assert names(edition) == [("facts", "sv"), ("facts", "en"), ("annual-report", "sv"), ("annual-report", "en")]
    assert hashlib.sha256(reading.list_sums(edition).encode()).hexdigest() == edition.sha256
    assert {file.key_id for file in edition.files} == {edition.id.hex}
    assert job_of(edition).state is State.DONE
    assert seminars.events_of(edition.id) == ["seminar:edition:released", "seminar:edition:completed"]


def test_they_say_what_was_frozen_whatever_has_become_of_it(app: Flask, seminar: Seminar) -> None:
    own_template.keep(seminar.decides, seminar.unit.id, file=saved(a_template()), name="Mall.docx")
    edition = released(seminar)
    frozen = reading.facts_of(edition), reading.template_of(edition)
    own_template.remove(seminar.decides, seminar.unit.id)
    releasing.begin_next(seminar.leads, seminar.cycle.id)
    seminars.an_excerpt(seminar, seminars.a_theme(seminar, "Tempo"), transcript=1)
    db.session.commit()
    work(app)
    got = reading.fetch(seminar.leads, seminar.cycle.id, 1, name="annual-report", extension="docx", language="sv")
    document = docx.Document(BytesIO(got.file))
    assert document.styles["Heading 1"].font.size.pt == 22  # the template's
    assert "Tempo" not in "\n".join(line.text for line in document.paragraphs)
    assert reading.facts_of(edition) == frozen[0]
    assert frozen[1]
    assert [one.name for one in reading.list_handed_out(edition)] == ["annual-report", "annual-report"]


def test_a_second_run_makes_nothing_twice(app: Flask, edition: Edition) -> None:
    work(app)
    before, kept = edition.sha256, vault().store.list_names(f"{making.BLOBS}-")
    queue.enqueue(None, making.FILES, ref=edition.id)
    db.session.commit()
    work(app)
    assert (edition.sha256, vault().store.list_names(f"{making.BLOBS}-")) == (before, kept)
    assert seminars.events_of(edition.id).count("seminar:edition:completed") == 1


def test_a_later_program_with_more_outputs_adds_nothing_to_what_is_complete(
    app: Flask, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(app)
    more = outputs.Output("another", "json", "application/json", lambda *_: b"{}")
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.OUTPUTS, more))
    assert making.list_missing(edition) == []
    assert progress.of(edition).stage is Stage.COMPLETE


WORDS = "a word of a child"
BECAUSE = {tasks.REFUSED: WrongState(WORDS), tasks.FULL: StorageFull(WORDS), tasks.FAILED: RuntimeError(WORDS)}


@pytest.mark.parametrize("reason", BECAUSE)
def test_a_file_that_cannot_be_made_stops_no_other_and_is_tried_again_by_a_click(
    app: Flask, edition: Edition, troubles: list[Exception], caplog: pytest.LogCaptureFixture, reason: str
) -> None:
    leads = edition.compiler
    troubles.append(BECAUSE[reason])
    until_it_gives_up(app)
    assert names(edition) == [("facts", "sv"), ("facts", "en"), ("annual-report", "en")]
    files = progress.of(edition)
    assert (files.stage, files.reason, files.made, files.all) == (Stage.FAILED, reason, 1, 2)
    assert edition.sha256 is None
    assert WORDS not in caplog.text
    with ahead(timedelta(days=1)):
        for who in (make.actor(make.a_person(leads.unit, Role.SOCIAL_WORKER)), seminars.a_seminar().leads):
            with pytest.raises(NotFound):
                releasing.ask_for_files(who, edition.cycle_id, 1)
        releasing.ask_for_files(make.actor(leads), edition.cycle_id, 1)
        db.session.commit()
        troubles.clear()
        work(app)
    assert edition.is_complete
    positions = [file.position for file in edition.files]
    assert positions == sorted(positions)


def test_an_edition_that_is_destroyed_meanwhile_gets_no_file_and_keeps_none(
    app: Flask, seminar: Seminar, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, leads, decides, cycle_id = tasks._tried, seminar.leads, seminar.decides, seminar.cycle.id

    def destroyed_meanwhile(*given: Any) -> making.Made | str:
        made = whole(*given)
        others = threading.Thread(target=destroy)
        others.start()
        others.join()
        return made

    def destroy() -> None:
        with app.app_context():
            calling_back.call_back(leads, cycle_id, 1)
            calling_back.destroy(decides, cycle_id, 1)
            db.session.commit()

    monkeypatch.setattr(tasks, "_tried", destroyed_meanwhile)
    work(app)
    assert edition.is_destroyed
    assert vault().store.list_names(f"{making.BLOBS}-") == []
    assert db.session.query(EditionFile).filter(EditionFile.name == "annual-report").count() == 0
    assert progress.of(edition).stage is Stage.COMPLETE


def test_the_page_says_how_far_the_files_are_and_fetches_itself_until_they_are_there(
    app: Flask, seminar: Seminar, edition: Edition, signed_in: SignIn
) -> None:
    sara = signed_in(seminar.worker)
    page = sara.get(address(seminar))
    inspect_page(page.text, page.headers)
    assert "0 av 2 filer är klara" in page.text
    assert "programmet som gör dem är inte igång" in page.text
    part = f"{address(seminar)}/1/files"
    assert f'data-url="{part}"' in page.text
    make.add(WorkerBeat(owner="a:1:2", seen_at=job_of(edition).created_at))
    db.session.commit()
    assert "Filerna görs om ett ögonblick, också medan en intervju skrivs ut" in sara.get(part).text
    job_of(edition).state = State.RUNNING
    db.session.commit()
    assert "Filerna görs nu" in sara.get(part).text
    early = sara.get(f"{address(seminar)}/1/annual-report-sv.docx")
    inspect_page(early.text, early.headers)
    assert (early.status_code, "inte klar än" in early.text) == (409, True)
    tasks.make_at_once(edition)
    db.session.commit()
    done = sara.get(part).text
    assert "data-module" not in done
    assert len(re.findall(r"annual-report-..\.docx", done)) == 2


def test_the_page_says_what_is_missing_and_only_leaders_may_try_again(
    app: Flask, seminar: Seminar, edition: Edition, troubles: list[Exception], signed_in: SignIn
) -> None:
    troubles.append(WrongState("no sign for it"))
    until_it_gives_up(app)
    again = f"{address(seminar)}/1/files"
    for who, may in ((seminar.leader, True), (seminar.worker, False)):
        page = signed_in(who).get(address(seminar))
        inspect_page(page.text, page.headers)
        assert "Alla filer kunde inte göras" in page.text
        assert "tecken som inte går att trycka" in page.text
        assert "Årsrapport (DOCX, svenska)" in page.text
        assert (f'action="{again}"' in page.text) == may
    assert signed_in(seminar.leader).post(again).status_code == 303
    assert job_of(edition).state is State.QUEUED
