"""Every way we know to make a page reach outside itself. `{file}` and `{web}` are filled in by the test."""

from __future__ import annotations

TARGETS = ("file://{file}", "{web}/x.png")

# name: (head, body); TARGET stands for each of the two targets in turn
FETCHING = {
    "img": ("", '<img src="TARGET" alt="x">'),
    "img upper-case scheme": ("", '<img src="FILE:{file}" alt="x">'),
    "embed": ("", '<embed src="TARGET" type="image/png">'),
    "object": ("", '<object data="TARGET" type="image/png"></object>'),
    "link stylesheet": ('<link rel="stylesheet" href="TARGET">', "x"),
    "import": ('<style>@import url("TARGET");</style>', "x"),
    "import as string": ('<style>@import "TARGET";</style>', "x"),
    "import inside media": ('<style>@import url("TARGET") print;</style>', "x"),
    "inline background": ("", '<p style="background:url(TARGET)">x</p>'),
    "background-image": ("<style>p{background-image:url(TARGET)}</style>", "<p>x</p>"),
    "border-image-source": ("<style>p{border:9px solid;border-image-source:url(TARGET)}</style>", "<p>x</p>"),
    "list-style-image": ("<style>li{list-style-image:url(TARGET)}</style>", "<ul><li>x</li></ul>"),
    "list-style": ("<style>li{list-style:url(TARGET)}</style>", "<ul><li>x</li></ul>"),
    "content url": ("<style>p::before{content:url(TARGET)}</style>", "<p>x</p>"),
    "margin box content": ("<style>@page{@top-left{content:url(TARGET)}}</style>", "<p>x</p>"),
    "page background": ("<style>@page{background:url(TARGET)}</style>", "<p>x</p>"),
    "string-set": ("<style>@page{@top-left{content:url(TARGET) string(a)}}</style>", "<p>x</p>"),
    "font-face": ("<style>@font-face{font-family:z;src:url(TARGET)}p{font-family:z}</style>", "<p>x</p>"),
    "font-face local": (
        '<style>@font-face{font-family:z;src:local("Source Sans 3")}p{font-family:z}</style>',
        "<p>x</p>",
    ),
    "color profile": (
        "<style>@color-profile --z{src:url(TARGET)}p{color:color(--z 1 1 1)}</style>",
        "<p>x</p>",
    ),
    "counter symbols": (
        "<style>@counter-style z{system:cyclic;symbols:url(TARGET)}li{list-style-image:url(TARGET)}</style>",
        "<ul><li>x</li></ul>",
    ),
    "svg image": ("", '<svg width="9" height="9"><image href="TARGET" width="9" height="9"/></svg>'),
    "svg xlink image": (
        "",
        '<svg width="9" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="TARGET"/></svg>',
    ),
    "svg font-face": (
        "",
        '<svg width="9"><style>@font-face{font-family:z;src:url(TARGET)}</style></svg>',
    ),
    "base and relative img": ('<base href="file:///etc/">', '<img src="passwd" alt="x">'),
    "base and relative css": ('<base href="TARGET/"><link rel="stylesheet" href="x.css">', "x"),
    "data image": (
        "",
        '<img src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>" alt="x">',
    ),
    "data nest": (
        "",
        '<img alt="x" src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22><image/></svg>">',
    ),
    "data stylesheet": ('<link rel="stylesheet" href="data:text/css,p{background:url(TARGET)}">', "<p>x</p>"),
    "ftp": ("", '<img src="ftp://127.0.0.1/x" alt="x">'),
    "unknown scheme": ("", '<img src="asset:x" alt="x">'),
    "protocol-relative with base": ('<base href="TARGET">', '<img src="//127.0.0.1/x" alt="x">'),
}

# Refused for what they would put into the file, before anything is fetched.
HOLDING = {
    "link attachment": ('<link rel="attachment" href="TARGET">', "x"),
    "a attachment": ("", '<a rel="attachment" href="TARGET">x</a>'),
    "environment": ("", '<a rel="attachment" href="file:///proc/self/environ">x</a>'),
    "javascript": ("", '<a href="javascript:alert(1)">x</a>'),
    "file link": ("", '<a href="TARGET">x</a>'),
    "data link": ("", '<a href="data:text/html,x">x</a>'),
    "http link": ("", '<a href="http://example.org/">x</a>'),
    "link of a stranger": ("", '<a href="https://example.net/">x</a>'),
    "https with a name before the host": ("", '<a href="https://example.org@example.net/">x</a>'),
    "relative link": ("", '<a href="other.html">x</a>'),
    "mail": ("", '<a href="mailto:a@example.org">x</a>'),
}

# WeasyPrint 70 does nothing with these: no fetch, no error. If that ever changes, the test says so.
IDLE = {
    "css link": ("<style>p{link:url(TARGET)}</style>", "<p>x</p>"),
    "svg style import": ("", '<svg width="9" height="9"><style>@import url("TARGET");</style><rect/></svg>'),
    "svg use": ("", '<svg width="9" height="9"><use href="TARGET#a"/></svg>'),
    "iframe": ("", '<iframe src="TARGET"></iframe>'),
    "script": ('<script src="TARGET"></script>', "x"),
    "image-set": ('<style>p{background-image:image-set("TARGET" 1x)}</style>', "<p>x</p>"),
    "cursor": ("<style>p{cursor:url(TARGET),auto}</style>", "<p>x</p>"),
    "filter": ("<style>p{filter:url(TARGET)}</style>", "<p>x</p>"),
    "mask-image": ("<style>p{mask-image:url(TARGET)}</style>", "<p>x</p>"),
    "clip-path": ("<style>p{clip-path:url(TARGET)}</style>", "<p>x</p>"),
    "shape-outside": ("<style>p{float:left;shape-outside:url(TARGET)}</style>", "<p>x</p>"),
    "refresh": ('<meta http-equiv="refresh" content="0;url=TARGET">', "x"),
    "video": ("", '<video src="TARGET" poster="TARGET"></video>'),
    "input image": ("", '<input type="image" src="TARGET">'),
    "picture source": ("", '<picture><source srcset="TARGET"></picture>'),
    "srcset": ("", '<img srcset="TARGET 2x" alt="x">'),
}

# No markup at all to an HTML parser: text, shown as such.
HARMLESS = {
    "xml entity": ("", '<!DOCTYPE a [<!ENTITY e SYSTEM "TARGET">]><p>&e;</p>'),
}


def pages(vectors: dict[str, tuple[str, str]], *, file: str, web: str) -> dict[str, str]:
    """Vector name and target: a whole page."""
    made = {}
    for name, (head, body) in vectors.items():
        for target in TARGETS:
            page = f'<html lang="en"><head><title>t</title>{head}</head><body>{body}</body></html>'
            kind = target.partition("{")[0] or "web"
            made[f"{name} / {kind}"] = (
                page.replace("TARGET", target).replace("{file}", file).replace("{web}", web)
            )
    return made
