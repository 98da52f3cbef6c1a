"""A template and its context in, an official PDF out: tagged (PDF/UA-1), checked, always the same bytes."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, cast

from django.core.exceptions import ImproperlyConfigured
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.utils import translation
from django.utils.translation import gettext as _

from documents import inspection, process
from documents.protocol import Order

log = logging.getLogger("documents")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def render(
    template: str,
    context: Mapping[str, Any],
    *,
    language: str,
    made_on: date,
    link_hosts: Collection[str] = (),
) -> bytes:
    """A PDF of `template` (see `templates/documents/base.html`) in `language`, dated `made_on`.

    Links may only stay inside the document or lead by https to one of `link_hosts` ("example.org"). Takes
    about a second for a few pages, 25 seconds at most: never call it inside an act. Raises
    `documents.errors.NotRendered`, which holds nothing of the content.
    """
    hosts = tuple(sorted(link_hosts))
    order = Order(
        html=page_html(template, context, language=language, made_on=made_on),
        language=language,
        made_on=made_on.isoformat(),
        seconds=process.SECONDS,
        memory=process.MEMORY,
        link_hosts=hosts,
    )
    answer = process.run(order)
    if answer.missing:
        log.warning("%d characters of a document have no form in any font of this machine", answer.missing)
    inspection.check(answer.body, made_on=made_on, link_hosts=hosts)
    return answer.body


def page_html(template: str, context: Mapping[str, Any], *, language: str, made_on: date) -> str:
    """The page that becomes the PDF. No request, so no context processor puts anything else in.

    Raises `ValueError` for something that is not a language tag, `ImproperlyConfigured` when the template
    engine does not escape.
    """
    if not LANGUAGE.fullmatch(language):
        raise ValueError("language must be a tag such as 'en' or 'pt-br'")
    backend = cast("DjangoTemplates", engines["django"])
    if not backend.engine.autoescape:
        raise ImproperlyConfigured("documents need a template engine that escapes")
    with translation.override(language):
        words = {"language": language, "made_on": made_on, "page_words": page_words()}
        return str(backend.get_template(template).render({**context, **words}))


def page_words() -> tuple[str, str, str]:
    """What stands before, between and after the numbers in "Page 1 of 4", in the language in force."""
    sentence = _("Page %(number)s of %(total)s") % {"number": "\0", "total": "\0"}
    before, between, after = sentence.split("\0")
    return before, between, after
