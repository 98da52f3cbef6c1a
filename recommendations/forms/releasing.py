"""The form that puts a release together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Passage
from pages.choices import SomeOf
from recommendations.models import Recommendation


class ReleaseForm(forms.Form):
    """Recommendations for one organisation, and quotes that may stand in them ("RECOMMENDATION/PASSAGE")."""

    recommendations = forms.MultipleChoiceField(
        label=_("Which recommendations?"), error_messages={"required": _("Choose at least one")}
    )
    quotes = forms.MultipleChoiceField(
        label=_("In the words of members"),
        required=False,
        help_text=_("Only words whose author allows them, word for word, for this organisation."),
    )

    def __init__(
        self,
        *args: Any,
        ready: Sequence[Recommendation],
        quotable: Sequence[tuple[Recommendation, Passage]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ready = {str(one.id): one for one in ready}
        self.quotable = {f"{r.id}/{p.id}": (r, p) for r, p in quotable}
        chosen: Any = self.fields["recommendations"]
        chosen.widget = SomeOf(hints={str(one.id): one.title for one in ready})
        chosen.choices = [(str(one.id), one.reference) for one in ready]
        quotes: Any = self.fields["quotes"]
        quotes.widget = SomeOf()
        quotes.choices = [(key, _label(r, p)) for key, (r, p) in self.quotable.items()]
        if not quotable:
            del self.fields["quotes"]

    @property
    def chosen(self) -> list[Recommendation]:
        """The recommendations that were chosen, in the order of the page."""
        wanted = set(self.cleaned_data["recommendations"])
        return [row for key, row in self.ready.items() if key in wanted]

    @property
    def chosen_quotes(self) -> dict[UUID, list[Passage]]:
        """By recommendation the passages quoted in it; only for recommendations that were chosen."""
        found: dict[UUID, list[Passage]] = {one.id: [] for one in self.chosen}
        for key in self.cleaned_data.get("quotes", []):
            recommendation, passage = self.quotable[key]
            found.get(recommendation.id, []).append(passage)
        return found


def _label(recommendation: Recommendation, passage: Passage) -> str:
    return _("%(recommendation)s: passage %(number)d of the joint text on %(request)s") % {
        "recommendation": recommendation.reference,
        "number": passage.position,
        "request": passage.synthesis.consultation.reference,
    }
