"""H03: no file travels in a PDF, no link leads anywhere but to https on the caller's list. Checked twice."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from documents import inspection, process
from documents.errors import NotRendered
from documents.protocol import Order, Outcome
from tests.documents.samples import MADE_ON

HOSTS = ("board.example.org",)
CHECK = "https://board.example.org/verify/"


@pytest.mark.parametrize(
    "body",
    [
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="https://board.example.org:8443/">x</a>',
    ],
)
@pytest.mark.slow
def test_h03_a_link_that_is_not_on_the_list_is_refused(body: str, order: Callable[..., Order]) -> None:
    with pytest.raises(NotRendered) as refused:
        process.run(order(body, link_hosts=HOSTS))
    assert refused.value.outcome is Outcome.REFUSED


def test_h03_a_link_on_the_list_works(order: Callable[..., Order]) -> None:
    page = order(f'<p>See <a href="{CHECK}">how to\n check a copy</a>.</p>', link_hosts=HOSTS)
    made = process.run(page).body
    inspection.check(made, made_on=MADE_ON, link_hosts=HOSTS)
    with pikepdf.open(io.BytesIO(made)) as document:
        [link] = [item for item in document.objects if is_link(item)]
        assert str(link.A.URI) == CHECK
        assert str(link.Contents) == "how to check a copy"
        assert link.F == 4
    with pytest.raises(NotRendered):  # the same file, for a caller who did not allow the host
        inspection.check(made, made_on=MADE_ON)


def is_link(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and str(item.get("/Subtype", "")) == "/Link"


def test_h03_the_minutes_hold_no_file(minutes_pdf: bytes) -> None:
    inspection.check(minutes_pdf, made_on=MADE_ON)
    with pikepdf.open(io.BytesIO(minutes_pdf)) as document:
        assert len(document.attachments) == 0
        links = [item for item in document.objects if is_link(item)]
        assert [str(link.Contents) for link in links] == ["further up"]
        assert all("/A" not in link for link in links)


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["x.txt"] = b"x"


def run_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def script_on_a_page(document: pikepdf.Pdf) -> None:
    document.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x"))


def annotate(document: pikepdf.Pdf, **entries: Any) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **entries)
    document.pages[0].Annots = document.make_indirect(pikepdf.Array([document.make_indirect(note)]))


def launch(document: pikepdf.Pdf) -> None:
    annotate(document, Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x.exe"))


def lead_to_a_stranger(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.net/")
    annotate(document, Subtype=pikepdf.Name.Link, A=action)


def lead_to_a_file(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="file:///etc/passwd")
    annotate(document, Subtype=pikepdf.Name.Link, A=action)


def sticky_note(document: pikepdf.Pdf) -> None:
    annotate(document, Subtype=pikepdf.Name.Text)


def form(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[])


def untag(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot


def say_more(document: pikepdf.Pdf) -> None:
    document.docinfo["/Creator"] = "x"


def another_producer(document: pikepdf.Pdf) -> None:
    document.docinfo["/Producer"] = "WeasyPrint 70.0"


def to_the_minute(document: pikepdf.Pdf) -> None:
    document.docinfo["/ModDate"] = "D:20261217101112"


def packet_says_more(document: pikepdf.Pdf) -> None:
    packet = document.Root.Metadata.read_bytes()
    more = b'<rdf:Description rdf:about=""><xmp:CreatorTool>x</xmp:CreatorTool></rdf:Description></rdf:RDF>'
    document.Root.Metadata = document.make_stream(packet.replace(b"</rdf:RDF>", more))


HARMS = [attach, run_script, script_on_a_page, launch, lead_to_a_stranger, lead_to_a_file, sticky_note, form]
HARMS += [untag, say_more, another_producer, to_the_minute, packet_says_more]


@pytest.mark.parametrize("harm", HARMS)
def test_h03_the_inspection_sees_what_is_planted(
    harm: Callable[[pikepdf.Pdf], None], minutes_pdf: bytes
) -> None:
    with pikepdf.open(io.BytesIO(minutes_pdf)) as document:
        harm(document)
        out = io.BytesIO()
        document.save(out)
    with pytest.raises(NotRendered) as refused:
        inspection.check(out.getvalue(), made_on=MADE_ON)
    assert refused.value.outcome is Outcome.REFUSED
