"""A message: the same few words for everything, in her language; the site's address if she asks."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from notices.carriers import Parcel

SENDER = _("Pages")
LINE = _("Something to look at")


def body_of(*, language: str, has_link: bool, number: str = "") -> str:
    """The whole text. `number` stands in the first message alone; she types it on her page."""
    with override(language):
        shown = {"link": settings.FRONT_PAGE if has_link else "", "number": number}
        return render_to_string("mail/notice.txt", shown).strip() + "\n"


def parcel_of(
    *, address: str, sender: str, line: str, language: str, has_link: bool, number: str = ""
) -> Parcel:
    """Everything that arrives."""
    return Parcel(address, sender, line, body_of(language=language, has_link=has_link, number=number))
