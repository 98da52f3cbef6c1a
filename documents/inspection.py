"""A finished PDF opened again, before anybody gets it: nothing hidden, nothing active, nothing about us."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from datetime import date
from urllib.parse import urlsplit

import pikepdf

from documents.errors import NotRendered
from documents.finisher import PRODUCER
from documents.protocol import Outcome

ABOUT = {"/Title", "/Author", "/CreationDate", "/ModDate", "/Producer"}
CATALOG = {"/Type", "/Pages", "/Outlines", "/Lang", "/StructTreeRoot", "/ViewerPreferences", "/MarkInfo",
           "/Metadata", "/Names"}  # fmt: skip
PACKET = {"pdfuaid:part", "pdf:Producer", "dc:title", "dc:creator", "xmp:CreateDate", "xmp:ModifyDate"}
FILES = {"/EmbeddedFile", "/Filespec", "/F"}
_XMP_NAME = re.compile(r"[<\s](?!/|\?|xmlns)([A-Za-z]+:[A-Za-z]+)")
_FRAME = {"x:xmpmeta", "rdf:RDF", "rdf:Description", "rdf:about", "rdf:Alt", "rdf:Seq", "rdf:li", "xml:lang"}


def check(pdf: bytes, *, made_on: date, link_hosts: Collection[str] = ()) -> None:
    """Return when `pdf` may leave the house. Raises `NotRendered` for anything that is not on a list."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for fault in faults(document, made_on, link_hosts):
            raise NotRendered(Outcome.REFUSED, fault)


def faults(document: pikepdf.Pdf, made_on: date, link_hosts: Collection[str] = ()) -> Iterator[str]:
    """What is wrong with an open PDF, in constant sentences for developers."""
    yield from _catalog_faults(document)
    yield from _about_faults(document, made_on)
    yield from _packet_faults(document, made_on)
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield from _object_faults(item, link_hosts)


def _catalog_faults(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    if set(root.keys()) - CATALOG:
        yield "the catalog holds something that is not on the list"
    if "/Names" in root and set(root.Names.keys()) - {"/Dests"}:
        yield "the name tree holds more than the places of links"
    tagged = "/StructTreeRoot" in root and "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked"))
    if not tagged or not root.get("/Lang"):
        yield "the document is not tagged or has no language"


def _about_faults(document: pikepdf.Pdf, made_on: date) -> Iterator[str]:
    about = document.docinfo
    if set(about.keys()) - ABOUT:
        yield "the document says more about itself than the list allows"
    if str(about.get("/Producer")) != PRODUCER or not str(about.get("/Title", "")).strip():
        yield "the document has no title, or another producer"
    day = made_on.strftime("D:%Y%m%d")
    if {str(about.get("/CreationDate")), str(about.get("/ModDate"))} != {day}:
        yield "the dates are not those of the day"


def _packet_faults(document: pikepdf.Pdf, made_on: date) -> Iterator[str]:
    packet = document.Root.Metadata.read_bytes().decode()
    # Values are escaped in the packet, so an angle bracket or a quote always belongs to its frame.
    frame = " ".join(_without_values(tag) for tag in re.findall(r"<[^>]+>", packet))
    names = set(_XMP_NAME.findall(frame))
    if names - PACKET - _FRAME:
        yield "the metadata packet says more than the list allows"
    days = re.findall(r"<xmp:(?:Create|Modify)Date>([^<]*)<", packet)
    if set(days) != {made_on.isoformat()}:
        yield "the dates in the metadata packet are not those of the day"


def _without_values(tag: str) -> str:
    return re.sub(r'"[^"]*"|\'[^\']*\'', '""', tag)


def _object_faults(item: pikepdf.Object, link_hosts: Collection[str]) -> Iterator[str]:
    if str(item.get("/Type", "")) in FILES or "/EF" in item or "/AF" in item:
        yield "a file is attached"
    if "/JS" in item or "/JavaScript" in item or "/AA" in item or "/OpenAction" in item:
        yield "something would run when the document is opened"
    if str(item.get("/Type", "")) == "/Annot":
        yield from _annotation_faults(item, link_hosts)


def _annotation_faults(item: pikepdf.Object, link_hosts: Collection[str]) -> Iterator[str]:
    if str(item.get("/Subtype")) != "/Link":
        yield "there is a note or a field that is not a link"
    action = item.get("/A")
    if action is None:
        return
    address = urlsplit(str(action.get("/URI", "")))
    if str(action.get("/S")) != "/URI" or address.scheme != "https" or address.netloc not in link_hosts:
        yield "a link leads to a place that is not on the list"
