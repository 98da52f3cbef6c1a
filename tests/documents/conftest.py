"""Renders are shared: each takes a second. None of these tests touches a database."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from documents import pdf, process
from documents.protocol import Order
from tests.documents import samples

HERE = Path(__file__).parent


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """This package has no models: the database that every test is given is handed back."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.own_markers[:] = [mark for mark in item.own_markers if mark.name != "django_db"]


@pytest.fixture(scope="package", autouse=True)
def sample_templates() -> Iterator[None]:
    """The project's own template engine, with the samples beside its templates."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], HERE / "templates"]
    with override_settings(TEMPLATES=templates):
        yield


@pytest.fixture(scope="package")
def minutes_pdf(sample_templates: None) -> bytes:
    """The sample minutes, made once."""
    return pdf.render("samples/minutes.html", samples.minutes(), language="en", made_on=samples.MADE_ON)


@pytest.fixture(scope="package")
def minutes_file(minutes_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same on disk, for the tools of poppler."""
    file = tmp_path_factory.mktemp("pdf") / "minutes.pdf"
    file.write_bytes(minutes_pdf)
    return file


@pytest.fixture(scope="package")
def order() -> Callable[..., Order]:
    """Make an order from the inside of a body; any field can be changed."""
    plain = Order("", "en", samples.MADE_ON.isoformat(), process.SECONDS, process.MEMORY)

    def make(body: str, head: str = "<title>Sample</title>", **changes: object) -> Order:
        html = f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'
        return dataclasses.replace(plain, html=html, **changes)

    return make
