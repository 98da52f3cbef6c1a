"""Structure that WeasyPrint 70.0 knows but does not write: language of a part, scope of a header cell, notes.

It wraps one private function, `weasyprint.pdf.tags._build_box_tree`; the version is pinned, and the tests of
this package fail if a new version no longer goes through it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags

_build_box_tree = tags._build_box_tree  # noqa: SLF001  see above
_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}


def install() -> None:
    """Make every later PDF of this process carry the additions. Harmless when called twice."""
    tags._build_box_tree = _tree_with_more  # noqa: SLF001  (WeasyPrint has no door here)


def _tree_with_more(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
    real = box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001  (nor here)
    if isinstance(real, boxes.FootnoteAreaBox):
        for note in real.children:
            note.is_note_of_page = True
    for structure in _build_box_tree(box, parent, pdf, *rest):
        if structure["S"] != "/Document":
            _describe(real, structure)
        yield structure


def _describe(box: Any, structure: Any) -> None:
    element = box.element
    # Anonymous boxes and pseudo-elements share the element of their parent; they say nothing of their own.
    own = element is not None and box.element_tag == element.tag != "html"
    if own and (language := element.get("lang")):
        structure["Lang"] = pydyf.String(language)
    if structure["S"] == "/TH" and own:
        # A heading cell without scope heads its column, as in HTML.
        structure["A"]["Scope"] = _SCOPES.get(element.get("scope", "col"), "/Column")
    if getattr(box, "is_note_of_page", False):
        structure["S"] = "/Note"
        structure["ID"] = pydyf.String(f"note-{structure.number}")
