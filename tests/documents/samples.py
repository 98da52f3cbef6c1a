"""One meeting that never was: everything a document can hold. All content is invented."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

MADE_ON = dt.date(2026, 12, 17)
THREE_SCRIPTS = "Minutes · Протокол 14-й встречи · Πρακτικά της 14ης συνεδρίασης"


def minutes() -> dict[str, Any]:
    """Context of `samples/minutes.html`."""
    context: dict[str, Any] = json.loads((Path(__file__).parent / "minutes.json").read_text(encoding="utf-8"))
    context["brief"] += THREE_SCRIPTS
    return context
