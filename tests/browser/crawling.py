"""Following every link from the home page, once for each kind of address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from django.urls import Resolver404, resolve

from tests.browser.walker import Walker

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# Enough objects of a kind to meet its states; following all would take minutes and show nothing new.
ONE_STATE = 1
STATES = {
    "consultations:consultation": 6,
    "consultations:file": 9,
    "consultations:contributions": 6,
    "consultations:draft": 6,
    "consultations:papers": 9,
    "consultations:emergency-person": 3,
    "meetings:meeting": 8,
    "meetings:live": 3,
    "meetings:live-item": 9,
    "meetings:agenda": 6,
    "meetings:minutes": 4,
    "meetings:paper": 24,
    "recommendations:recommendation": 12,
    "recommendations:release": 6,
    "recommendations:preview": 3,
    "recommendations:access": 6,
    "recommendations:received": 4,
}
# What a link hands over as a file is asked for, and not shown.
FILES = (".pdf", "/pdf/", "/copy/", "/anchor/")
SEALED_FILES = frozenset({"consultations:paper", "consultations:attachment", "meetings:paper-file"})


@dataclass
class Crawl:
    """What one person found: by the name of each address one that was met, and one that was looked at."""

    found: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)

    def is_worth_it(self, path: str) -> bool:
        """Not seen often enough yet."""
        name = name_of(path)
        self.found.setdefault(name, path)
        self.times[name] += 1
        return self.times[name] <= STATES.get(name, ONE_STATE)


def name_of(path: str) -> str:
    """The name of an address, with its namespace."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        raise AssertionError(f"a link leads nowhere: {UUID.sub('ID', path)}") from None


def links_of(walker: Walker) -> Iterator[str]:
    """Every address of this site on the page; what is folded away counts, what leads away does not."""
    for href in walker.page.eval_on_selector_all("a[href]", "links => links.map(one => one.href)"):
        address, _anchor = urldefrag(href)
        if address.startswith(walker.address):
            yield address.removeprefix(walker.address)


def crawl(walker: Walker) -> Crawl:
    """From the home page by links alone; every page is judged by the walker."""
    seen, waiting, result = {"/", "/leave/"}, ["/"], Crawl()
    while waiting:
        path = waiting.pop(0)
        if path.endswith(FILES) or name_of(path) in SEALED_FILES:
            _ask_for(walker, path)
            continue
        walker.go(path)
        result.pages.setdefault(name_of(path), path)
        new = [link for link in dict.fromkeys(links_of(walker)) if link not in seen]
        seen.update(new)
        waiting += [link for link in new if result.is_worth_it(link)]
    result.found["desk:home"] = "/"
    return result


def _ask_for(walker: Walker, path: str) -> None:
    answer = walker.context.request.get(walker.address + path)
    assert answer.ok, f"{answer.status} for the file {UUID.sub('ID', path)}"
    assert answer.headers["content-disposition"].startswith("attachment"), UUID.sub("ID", path)
