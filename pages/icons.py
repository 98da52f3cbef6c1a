"""Own strokes on a field of 24 by 24, drawn in the colour of the words beside them; never read aloud."""

from __future__ import annotations

SHAPES = {
    "account": '<circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 4-7 8-7s7 2 8 7"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "calendar": '<rect x="3" y="5" width="18" height="16" rx="2"/><path d="M3 10h18M8 3v4M16 3v4"/>',
    "check": '<path d="M5 13l5 5L20 6"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l4 2"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "down": '<path d="M6 9l6 6 6-6"/>',
    "download": '<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>',
    "edit": '<path d="M4 20l1-5L16 4l4 4L9 19l-5 1z"/>',
    "forward": '<path d="M9 5l7 7-7 7"/>',
    "globe": '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/>',
    "hide": '<path d="M4 4l16 16M9 6c6-2 10 1 13 6-1 2-2 3-4 4M6 8c-2 1-3 3-4 4 3 5 7 7 12 6"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.5v.01"/>',
    "leaf": '<path d="M5 20C4 10 10 4 20 4c0 10-6 16-15 16zM5 20l8-9"/>',
    "leave": '<path d="M14 4h5v16h-5M3 12h11M10 8l4 4-4 4"/>',
    "lock": '<rect x="5" y="11" width="14" height="10" rx="2"/><path d="M8 11V8a4 4 0 018 0v3"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "paper": '<path d="M6 3h8l5 5v13H6zM14 3v5h5"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M2 20c1-4 3-6 7-6s6 2 7 6M16 5a3.5 3.5 0 010 6.5'
    'M18 14.5c2 .8 3.4 2.5 4 5.5"/>',
    "place": '<path d="M12 21c-5-6-7-9-7-12a7 7 0 0114 0c0 3-2 6-7 12z"/><circle cx="12" cy="9" r="2.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "question": '<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 115 0c0 1.7-2.5 2-2.5 4'
    'M12 17v.01"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5"/>',
    "send": '<path d="M4 12h14M13 6l6 6-6 6"/>',
    "show": '<path d="M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7z"/><circle cx="12" cy="12" r="3"/>',
    "talk": '<path d="M4 5h16v11H10l-6 5z"/>',
    "undo": '<path d="M9 7L4 12l5 5M4 12h10a6 6 0 010 12"/>',
    "up": '<path d="M6 15l6-6 6 6"/>',
    "warning": '<path d="M12 3l10 18H2L12 3zM12 10v5M12 18v.01"/>',
}
# These point somewhere, and are turned round where people write from right to left.
TURNED = frozenset({"back", "forward", "leave", "send", "undo"})
