"""What we hold about somebody here."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from privacy.inventory import Held
from recommendations.models import Evidence, Quoted


def held_about(subject: UUID) -> Iterator[Held]:
    """Recommendations that rest on her words, and quotes of hers that partners were given."""
    rests = Evidence.objects.filter(passage__citations__text__contribution__author=subject, flagged_on=None)
    yield Held(
        _("Recommendations that rest on your words"), rests.values("recommendation").distinct().count()
    )
    quoted = Quoted.objects.filter(
        passage__citations__text__contribution__author=subject, copy__release__handed_over_on__isnull=False
    )
    yield Held(_("Quotes of yours that partners were given"), quoted.values("id").distinct().count())
