"""What is sealed beside a file, in the row of the app it belongs to: its name, its kind, its size."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """`name` as it is shown and handed out, `media` as a browser calls the kind, `size` in bytes."""

    name: str
    media: str
    size: int

    def __repr__(self) -> str:
        return "<Label>"

    def text(self) -> str:
        """To be sealed."""
        return json.dumps({"name": self.name, "media": self.media, "size": self.size}, ensure_ascii=False)

    @classmethod
    def of(cls, text: str) -> Label:
        """The inverse. Raises ValueError, KeyError or TypeError for a text that is none."""
        said = json.loads(text)
        return cls(str(said["name"]), str(said["media"]), int(said["size"]))
