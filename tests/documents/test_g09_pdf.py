"""G09: a PDF keeps its pages and loses what acts, hides or tells; what cannot be made safe is refused."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from documents.intake import scrubbing
from documents.intake.reasons import Left, Reason
from tests import samples
from tests.canary import CANARY, is_in
from tests.documents import poppler
from tests.documents.intake import in_a_child, looked_at
from tests.documents.test_g03_g04_pictures import jpeg

JS = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def annotation(document: Pdf, **keys: object) -> None:
    note = Dictionary(Type=Name.Annot, Rect=[10, 10, 50, 50], **keys)
    page = document.pages[0].obj
    page.Annots = Array([*page.get("/Annots", []), document.make_indirect(note)])


def script_at_opening(document: Pdf) -> None:
    document.Root.OpenAction = JS


def scripts_everywhere(document: Pdf) -> None:
    document.Root.AA = Dictionary(WC=JS)
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("a"), JS]))
    document.pages[0].obj.AA = Dictionary(O=JS)
    annotation(document, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)")))
    annotation(document, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=[0], Next=JS))


def launches(document: Pdf) -> None:
    annotation(document, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("/bin/sh")))
    annotation(document, Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("//host/share"), D=[0]))
    annotation(document, Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F=String("https://example.org")))


def embeds(document: Pdf) -> None:
    stream = document.make_stream(CANARY.encode())
    stream.Type = Name.EmbeddedFile
    spec = document.make_indirect(Dictionary(Type=Name.Filespec, F=String(CANARY), EF=Dictionary(F=stream)))
    document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[String(CANARY), spec]))
    document.Root.AF = Array([spec])
    annotation(document, Subtype=Name.FileAttachment, FS=spec, Contents=String(CANARY))


def tells(document: Pdf) -> None:
    document.docinfo["/Author"] = CANARY
    document.docinfo["/Title"] = CANARY
    with document.open_metadata() as about:
        about["dc:creator"] = [CANARY]
    document.Root.PieceInfo = Dictionary(A=Dictionary(Private=String(CANARY)))
    page = document.pages[0].obj
    page.PieceInfo = Dictionary(A=Dictionary(Private=String(CANARY)))
    page.Thumb = document.make_stream(CANARY.encode())
    annotation(document, Subtype=Name.Text, Contents=String(CANARY), T=String(CANARY))
    photo = document.make_stream(jpeg())
    photo.Subtype, photo.Filter = Name.Image, Name.DCTDecode
    photo.Width, photo.Height, photo.BitsPerComponent, photo.ColorSpace = 40, 30, 8, Name.DeviceRGB
    page.Resources.XObject = Dictionary(P=photo)


def form(document: Pdf) -> None:
    """A field that was filled in: its words are the person's own, and stay, on the page."""
    field = document.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=String("filled in"),
                   Rect=[10, 10, 150, 40], DA=String("/F1 12 Tf 0 g"), AA=Dictionary(K=JS), F=4)
    )  # fmt: skip
    document.pages[0].obj.Annots = Array([field])
    document.Root.AcroForm = Dictionary(
        Fields=[field], DR=document.pages[0].obj.Resources, DA=String("/F1 12 Tf 0 g"), NeedAppearances=True
    )


def xfa(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=document.make_stream(b"<xdp/>"))


def portfolio(document: Pdf) -> None:
    document.Root.Collection = Dictionary(Type=Name.Collection)


def media(document: Pdf) -> None:
    annotation(document, Subtype=Name.RichMedia, RichMediaContent=Dictionary(Assets=Dictionary()))
    annotation(document, Subtype=Name.Screen, A=Dictionary(S=Name.Rendition, R=Dictionary()))
    annotation(document, Subtype=Name.Movie, Movie=Dictionary(F=String("a.mov")))


def elsewhere(document: Pdf) -> None:
    """A stream whose bytes are to come from a file or an address."""
    stream = document.make_stream(b"")
    stream.F = Dictionary(FS=Name.URL, F=String("https://example.org/a"))
    stream.FFilter = Name.FlateDecode
    document.pages[0].obj.Contents = Array([document.pages[0].obj.Contents, stream])


CLEANED = {
    "a script at opening": (script_at_opening, {Left.SCRIPTS}),
    "scripts everywhere": (scripts_everywhere, {Left.SCRIPTS, Left.LINKS}),
    "programs and other files": (launches, {Left.SCRIPTS, Left.LINKS}),
    "embedded files": (embeds, {Left.FILES, Left.NOTES}),
    "who made it": (tells, {Left.NOTES}),
    "a form with a script": (form, {Left.SCRIPTS}),
    "films": (media, {Left.SCRIPTS, Left.FILES, Left.NOTES}),
    "bytes from elsewhere": (elsewhere, set()),
}
BAD = ("/JS", "/JavaScript", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/Filespec", "/XFA",
       "/AcroForm", "/URL", "/RichMedia", "/Rendition", "/GoToR", "/SubmitForm", "/Author", "/PieceInfo",
       "/Metadata", "/FFilter")  # fmt: skip


@pytest.mark.parametrize("name", CLEANED)
def test_g09_pdf_active_content(name: str) -> None:
    """Written anew without it; the person is told what was left out; the words of the page stay."""
    change, left = CLEANED[name]
    content = samples.pdf("hello page", change)
    answer, body = looked_at(content, "a.pdf")
    assert set(answer.left) == left
    whole = laid_open(body)
    assert not is_in(whole)
    assert [bad for bad in BAD if bad.encode() + b" " in whole or bad.encode() + b"\n" in whole] == []
    with pikepdf.open(io.BytesIO(body)) as document:
        assert list(scrubbing.faults(document)) == []
        document.pages[0].contents_coalesce()
        assert b"hello page" in document.pages[0].Contents.read_bytes()


def laid_open(body: bytes) -> bytes:
    """Every object in the clear, streams unpacked."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(body)) as document:
        document.save(
            out, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, static_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )  # fmt: skip
    return out.getvalue()


def test_g09_the_samples_hold_what_is_looked_for() -> None:
    """The twin: each sample has something that the look finds before it is cleaned."""
    for name, (change, _left) in CLEANED.items():
        with pikepdf.open(io.BytesIO(samples.pdf("hello", change))) as document:
            assert list(scrubbing.faults(document)), name


def test_what_was_filled_in_is_part_of_the_page(tmp_path: object) -> None:
    _answer, body = looked_at(samples.pdf("hello page", form), "a.pdf")
    (tmp_path / "a.pdf").write_bytes(body)
    text = poppler.run("pdftotext", tmp_path / "a.pdf", "-")
    assert "hello page" in text
    assert "filled in" in text


def test_good_links_and_bookmarks_stay() -> None:
    def change(document: Pdf) -> None:
        page = document.pages[0].obj
        annotation(document, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/a")))
        annotation(document, Subtype=Name.Link, Dest=Array([page, Name.Fit]))
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Chapter", 0))

    answer, body = looked_at(samples.pdf("hello", change), "a.pdf")
    assert answer.left == ()
    with pikepdf.open(io.BytesIO(body)) as document:
        assert len(document.pages[0].obj.Annots) == 2
        with document.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Chapter"]


def locked(user: str) -> bytes:
    return samples.pdf("hello", encryption=pikepdf.Encryption(owner="owner", user=user))


def many_parts(count: int) -> bytes:
    """That many objects, without one library that counts them."""
    out, at = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    first = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]  # fmt: skip
    for number, body in enumerate([*first, *[b"<</A 1>>"] * (count - 3)], start=1):
        at.append(out.tell())
        out.write(b"%d 0 obj%s endobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (count + 1))
    out.write(b"".join(b"%010d 00000 n \n" % one for one in at))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count + 1, start))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (locked("secret"), Reason.LOCKED),
        (locked(""), Reason.LOCKED),
        (samples.pdf("hello", xfa), Reason.FORM),
        (samples.pdf("hello", portfolio), Reason.PORTFOLIO),
        (b"%PDF-1.7\n" + bytes(500), Reason.DAMAGED),
        (b"%PDF-1.7\n%%EOF", Reason.DAMAGED),
    ],
    ids=["password", "owner's password", "XFA", "portfolio", "zeros", "empty"],
)
def test_g09_what_cannot_be_made_safe_is_refused_with_the_reason(content: bytes, reason: Reason) -> None:
    assert looked_at(content, "a.pdf") == reason


@pytest.mark.slow
def test_g09_a_million_objects() -> None:
    """In the clear, and packed into streams of objects where nobody sees them at first."""
    assert in_a_child(many_parts(1_000_000), "a.pdf") == Reason.PARTS
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(many_parts(150_000))) as document:
        document.Root.Kept = Array([one for one in document.objects if one is not None])
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert in_a_child(out.getvalue(), "a.pdf") in {Reason.PARTS, Reason.TOO_MUCH}


@pytest.mark.slow
def test_g09_a_small_stream_that_wants_all_memory_ends_the_child_alone() -> None:
    import zlib

    def change(document: Pdf) -> None:
        big = zlib.compress(b" " * 100_000_000, 9)
        for _ in range(3):
            big = zlib.compress(big, 9)
        stream = document.make_stream(big, Filter=Array([Name.FlateDecode] * 4))
        document.pages[0].obj.Contents = stream

    found = in_a_child(samples.pdf("hello", change), "a.pdf")
    assert isinstance(found, Reason) or len(found[1]) < 10_000_000


def test_a_photograph_in_a_pdf_is_the_same_picture_without_its_words() -> None:
    _answer, body = looked_at(samples.pdf("hello", tells), "a.pdf")
    with pikepdf.open(io.BytesIO(body)) as document:
        raw = document.pages[0].obj.Resources.XObject.P.read_raw_bytes()
    before, after = (Image.open(io.BytesIO(one)) for one in (jpeg(), raw))
    assert after.tobytes() == before.tobytes()
    assert len(after.getexif()) == 0
