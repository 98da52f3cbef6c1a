"""People in what leaves the house: named for those outside as each of them chose, at every rendering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from board.queries import naming
from pages.mentions import Say
from privacy.states import Audience
from recommendations.copies.pages import CopyPage, ReleasePage


def named(page: ReleasePage) -> ReleasePage:
    """A release as the other side gets it; what was frozen keeps its tokens."""
    say = _say(copy for copy, _words in page.parts)
    return replace(page, parts=tuple((_said(copy, say), words) for copy, words in page.parts))


def named_copies(pages: Mapping[UUID, CopyPage]) -> dict[UUID, CopyPage]:
    """The same for single copies."""
    say = _say(pages.values())
    return {key: _said(page, say) for key, page in pages.items()}


def _say(pages: Iterable[CopyPage]) -> Say:
    return naming((text for page in pages for text in (page.operative, page.rationale)), Audience.AGENCY)


def _said(page: CopyPage, say: Say) -> CopyPage:
    return replace(page, operative=say(page.operative), rationale=say(page.rationale))
