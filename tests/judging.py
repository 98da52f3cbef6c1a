"""What every page has to be, whoever asks for it: one small function a rule, each naming the faults it finds.

`RULES` is the list; `tests/config/test_visiting.py` plants one fault for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from django.utils import translation
from django.utils.translation import gettext as _

from tests.answers import header_faults
from tests.kinds import KINDS
from tests.markup import SVG, Document, text_of

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# Short plain words and random ids; a file ends in its format.
PATH = re.compile(
    rf"/(?:(?:[a-z]{{1,16}}(?:-[a-z]{{1,16}})?|{UUID})/)*(?:(?:[a-z]{{1,16}}|{UUID})(?:\.[a-z]{{2,4}})?)?"
)
TITLE = re.compile(r"(?:(?:Please check: )?(?P<kind>.+) – )?Pages")
FIELDS = frozenset({"input", "select", "textarea"})
UNLABELLED = frozenset({"hidden", "submit", "button", "reset", "image"})
CHECKED_BY_BROWSER = frozenset({"required", "pattern", "min", "max", "minlength", "maxlength"})


Rule = Callable[[Document], Iterator[str]]


def is_local(address: str) -> bool:
    """Whether an address stays on this site."""
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def shown(element: Element) -> str:
    """An element as a fault names it: its tag and the attributes that tell it apart."""
    told = " ".join(
        f'{name}="{element.attrib[name]}"'
        for name in ("id", "name", "href", "action", "for")
        if name in element.attrib
    )
    return f"<{str(element.tag).replace(SVG, '')}{' ' if told else ''}{told}>"


def parses(page: Document) -> Iterator[str]:
    yield from page.complaints


def says_its_language(page: Document) -> Iterator[str]:
    if not page.root.attrib.get("lang"):
        yield "<html> has no lang"


def has_one_heading(page: Document) -> Iterator[str]:
    headings = page.all("h1")
    if len(headings) != 1 or not text_of(headings[0]):
        yield f"{len(headings)} filled h1 instead of one"


def headings_do_not_jump(page: Document) -> Iterator[str]:
    before = 1
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        if level > before + 1:
            yield f"h{level} after h{before}: {text_of(heading)}"
        before = level


def has_a_neutral_title(page: Document) -> Iterator[str]:
    titles = [text_of(title) for title in page.all("title") if page.within(title, "head") is not None]
    language = page.all("html")[0].attrib.get("lang", "en") if page.all("html") else "en"
    with translation.override(language):
        again, pages, kinds = _("Please check:"), _("Pages"), {*KINDS, *(_(kind) for kind in KINDS)}
    title = titles[0].replace(f"{again} ", "Please check: ", 1) if titles else ""
    found = TITLE.fullmatch(title.removesuffix(pages) + "Pages") if title.endswith(pages) else None
    if len(titles) != 1 or not found or (found["kind"] and found["kind"] not in kinds):
        yield f"the title is {titles}, not a kind of page from tests/kinds.py"


def has_no_id_twice(page: Document) -> Iterator[str]:
    yield from (f"id {name} is there {count} times" for name, count in page.ids.items() if count > 1)


def points_only_to_what_is_there(page: Document) -> Iterator[str]:
    for element in page.elements:
        wanted = [element.attrib["for"]] if element.tag == "label" and "for" in element.attrib else []
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            wanted += element.attrib.get(name, "").split()
        href = element.attrib.get("href", "")
        wanted += [href[1:]] if element.tag == "a" and href.startswith("#") else []
        yield from (
            f"{shown(element)} points to #{one}, which is not there" for one in wanted if one not in page.ids
        )


def labels_every_field(page: Document) -> Iterator[str]:
    labels = {label.attrib["for"] for label in page.all("label") if "for" in label.attrib and text_of(label)}
    for field in page.all(*FIELDS):
        if field.attrib.get("type") in UNLABELLED:
            continue
        around = page.within(field, "label")
        named = field.attrib.get("aria-label") or field.attrib.get("aria-labelledby")
        if (
            not named
            and field.attrib.get("id") not in labels
            and not (around is not None and text_of(around))
        ):
            yield f"{shown(field)} has no label"


def names_what_can_be_pressed(page: Document) -> Iterator[str]:
    for element in page.all("a", "button", "summary"):
        if not text_of(element) and not element.attrib.get("aria-label"):
            yield f"{shown(element)} has no words"


def protects_its_forms(page: Document) -> Iterator[str]:
    for form in page.all("form"):
        has_token = any(one.attrib.get("name") == "csrfmiddlewaretoken" for one in form.iter("input"))
        posts = form.attrib.get("method", "get").lower() == "post"
        if posts and not has_token:
            yield f"{shown(form)} has no token"
        if has_token and not posts:
            yield f"{shown(form)} would write its token into the address"


def lets_the_server_check(page: Document) -> Iterator[str]:
    for form in page.all("form"):
        checked = [one for tag in FIELDS for one in form.iter(tag) if CHECKED_BY_BROWSER & set(one.attrib)]
        if "novalidate" not in form.attrib and checked:
            yield f"{shown(form)} lets the browser check {shown(checked[0])}: add novalidate"


def has_nothing_inline(page: Document) -> Iterator[str]:
    for element in page.elements:
        if "style" in element.attrib:
            yield f"{shown(element)} has a style of its own"
        yield from (f"{shown(element)} has {name}" for name in element.attrib if str(name).startswith("on"))
        address = element.attrib.get("href", "") + element.attrib.get("action", "")
        if address.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            yield f"{shown(element)} runs a script"
    yield from ("a <style> element" for _ in page.all("style"))
    yield from (
        "a script in the page" for script in page.all("script") if "src" not in script.attrib or script.text
    )
    yield from (
        f"{shown(element)} is not used here"
        for element in page.all("iframe", "object", "embed", "base", "frame")
    )
    yield from (
        "a page that moves on by itself" for meta in page.all("meta") if meta.attrib.get("http-equiv")
    )


def asks_no_other_site(page: Document) -> Iterator[str]:
    for element in page.elements:
        addresses = [
            element.attrib.get(name)
            for name in ("src", "srcset", "action", "formaction", "poster", "background")
        ]
        addresses += [element.attrib.get("href")] if element.tag != "a" else []
        yield from (f"{shown(element)} asks another site" for one in addresses if one and not is_local(one))
    for link in page.all("a"):
        parts = urlsplit(link.attrib.get("href", ""))
        rel = set(link.attrib.get("rel", "").split())
        if parts.netloc and not {"noreferrer", "noopener", "nofollow"} <= rel:
            yield f'{shown(link)} leads away without rel="noreferrer noopener nofollow"'


def shows_the_way_out(page: Document) -> Iterator[str]:
    ways = [link for link in page.all("a") if link.attrib.get("href") == "/leave/"]
    shown_in_bar = [
        link
        for link in ways
        if page.within(link, "header") is not None and link.attrib.get("class") == "exit"
    ]
    if len(shown_in_bar) != 1 or not text_of(shown_in_bar[0]):
        yield "the way out is not in the bar"
        return
    bar = page.parents[shown_in_bar[0]]
    if [one for one in bar.iter() if one.tag in {"a", "button", "summary"}][-1] is not shown_in_bar[0]:
        yield "the way out is not the last in the bar"
    if any({"noreferrer", "nofollow"} - set(link.attrib.get("rel", "").split()) for link in ways):
        yield 'the way out lacks rel="noreferrer nofollow"'


def names_its_landmarks(page: Document) -> Iterator[str]:
    for element in page.all("nav", "aside"):
        if not element.attrib.get("aria-label") and not element.attrib.get("aria-labelledby"):
            yield f"<{element.tag}> has no name"
    mains = page.all("main")
    if len(mains) != 1 or mains[0].attrib.get("id") != "main":
        yield "not one <main id=main>"


def describes_its_pictures(page: Document) -> Iterator[str]:
    yield from (f"{shown(image)} has no alt" for image in page.all("img") if "alt" not in image.attrib)
    for picture in page.all(f"{SVG}svg"):
        if picture.attrib.get("aria-hidden") != "true" and picture.attrib.get("role") != "img":
            yield "an svg that is neither hidden nor described"


def heads_its_tables(page: Document) -> Iterator[str]:
    yield from ("a <th> without scope" for head in page.all("th") if "scope" not in head.attrib)
    for table in page.all("table"):
        if table.find("caption") is None and not {"aria-label", "aria-labelledby"} & set(table.attrib):
            yield "a <table> without caption"


def has_quiet_addresses(page: Document) -> Iterator[str]:
    addresses = [
        page.path,
        *(one.attrib.get("href") for one in page.all("a")),
        *(one.attrib.get("action") for one in page.all("form")),
    ]
    for address in addresses:
        if address and is_local(address) and urlsplit(address).path.startswith("/"):
            path = urlsplit(address).path
            if not PATH.fullmatch(path):
                yield f"the address {path} holds more than plain words and random ids"


def answers_privately(page: Document) -> Iterator[str]:
    yield from header_faults(page.headers)


RULES: tuple[Rule, ...] = (
    parses,
    says_its_language,
    has_one_heading,
    headings_do_not_jump,
    has_a_neutral_title,
    has_no_id_twice,
    points_only_to_what_is_there,
    labels_every_field,
    names_what_can_be_pressed,
    protects_its_forms,
    lets_the_server_check,
    has_nothing_inline,
    asks_no_other_site,
    shows_the_way_out,
    names_its_landmarks,
    describes_its_pictures,
    heads_its_tables,
    has_quiet_addresses,
    answers_privately,
)


def faults_of(page: Document) -> list[str]:
    """All faults of a page, in the order of the rules."""
    return [fault for rule in RULES for fault in rule(page)]
