"""The last hand on a PDF before it is written: links that can be read, page furniture that is not read aloud.

Works on the objects of `pydyf`, in one pass: rewriting the finished file cost a third of the whole.
"""

from __future__ import annotations

import re
from typing import Any

import pydyf

PRODUCER = "Atrium"
PRINT = 4  # the annotation flag "Print"; PDF/UA wants links to be part of the printed page
_REFERENCE = re.compile(rb"(\d+) 0 R")


def finish(document: Any, pdf: Any) -> None:
    """Complete `pdf`, a `pydyf.PDF` that WeasyPrint made from `document`."""
    objects = {item.number: item for item in pdf.objects}
    _describe_links(document)
    _set_furniture_apart(pdf, objects)
    _name_producer(pdf, objects)


def _describe_links(document: Any) -> None:
    for page in document.pages:
        for *_target, box in page.links:
            words = " ".join("".join(box.element.itertext()).split()) or box.element.get("title", "")
            if box.link_annotation is not None:
                box.link_annotation["Contents"] = pydyf.String(words)
                box.link_annotation["F"] = PRINT


def _number(reference: Any) -> int:
    """Number of the object that a reference leads to; 0, which no object has, for anything else."""
    found = _REFERENCE.fullmatch(reference) if isinstance(reference, bytes) else None
    return int(found.group(1)) if found else 0


def _of_type(pdf: Any, kind: str) -> list[Any]:
    return [item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("Type") == kind]


def _alive(root: Any, objects: dict[int, Any]) -> set[int]:
    """Numbers of all structure elements that hang in the tree."""
    alive: set[int] = set()
    waiting = [root]
    while waiting:
        for kid in waiting.pop().get("K", ()):
            number = _number(kid)
            if number and number not in alive:
                alive.add(number)
                if "S" in objects[number]:
                    waiting.append(objects[number])
    return alive


def _set_furniture_apart(pdf: Any, objects: dict[int, Any]) -> None:
    """Running lines and page numbers: from content outside the tree to artifacts.

    WeasyPrint builds their structure elements and hangs them nowhere. Screen readers then read them in the
    middle of a sentence, at each page.
    """
    root = objects[_number(pdf.catalog["StructTreeRoot"])]
    alive = _alive(root, objects)
    numbers = objects[_number(root["ParentTree"])]["Nums"]
    pages = _of_type(pdf, "/Page")
    for page, parents in zip(pages, numbers[1 : 2 * len(pages) : 2], strict=True):
        dead = {mark for mark, parent in enumerate(parents) if _number(parent) not in alive}
        for mark in dead:
            parents[mark] = "null"
        _as_artifacts(objects[_number(page["Contents"])].stream, dead)
    for element in _of_type(pdf, "/StructElem"):
        if element.number not in alive:
            element.free = "f"


def _as_artifacts(operators: list[Any], dead: set[int]) -> None:
    for place, operator in enumerate(operators):
        if operator == b"BDC" and operators[place - 1].get("MCID") in dead:
            operators[place - 2] = "/Artifact"
            operators[place - 1] = pydyf.Dictionary({"Type": "/Pagination"})


def _name_producer(pdf: Any, objects: dict[int, Any]) -> None:
    """The name of the product, no versions of anything, in both places where a PDF says it."""
    said = pdf.info["Producer"].string
    pdf.info["Producer"] = pydyf.String(PRODUCER)
    packet = objects[_number(pdf.catalog["Metadata"])]
    packet.stream = [part.replace(said.encode(), PRODUCER.encode()) for part in packet.stream]
