"""Metrics are closed without a token, count by the view's name, and tell nothing of anybody."""

import dataclasses
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from app import create_app
from toolkit.config import Settings
from toolkit.db import db
from toolkit.jobs import leases, queue
from toolkit.monitoring_settings import MonitoringSettings

TOKEN = "m" * 24
KNOWN = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def watched(settings: Settings) -> Iterator[Flask]:
    app = create_app(dataclasses.replace(settings, monitoring=MonitoringSettings(metrics_token=TOKEN)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def figures(client: FlaskClient) -> dict[tuple[str, tuple[str, ...]], float]:
    answer = client.get("/metrics", headers=KNOWN)
    assert answer.status_code == 200
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


@pytest.mark.one_database
def test_without_a_token_in_the_settings_there_is_no_such_page(client: FlaskClient) -> None:
    for sent in ({}, KNOWN, {"Authorization": "Bearer "}):
        assert client.get("/metrics", headers=sent).status_code == 404


@pytest.mark.one_database
@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer å" * 9])
def test_a_wrong_token_looks_like_no_page(watched: Flask, sent: str) -> None:
    answer = watched.test_client().get("/metrics", headers={"Authorization": sent})
    assert (answer.status_code, "roster_" in answer.text) == (404, False)


def test_it_counts_requests_jobs_workers_and_lines(watched: Flask) -> None:
    client = watched.test_client()
    before = figures(client)
    leases.beat("somebody")
    queue.enqueue(None, "people:sweep", ref=uuid.uuid4())
    db.session.commit()
    for _ in range(3):
        client.get("/no/such/page")
    client.get("/sign-in")
    after = figures(client)
    assert after["roster_requests_total", ("GET", "404", "none")] == 3
    assert after["roster_requests_total", ("GET", "303", "people.sign_in")] == 1
    assert after["roster_jobs", ("people:sweep", "queued")] == 1
    assert (before["roster_workers", ()], after["roster_workers", ()]) == (0, 1)
    assert after["roster_request_seconds_count", ()] == 5
    assert after["roster_disk_free_bytes", ()] > 0
    assert after["roster_works", ("database",)] == 1
