"""PDFs: the pages as they look, written anew, without anything that acts, hides or says who made it.

What is kept stands on lists; what is not on a list goes. Forms and notes are painted onto their page first.
The result is opened again and looked through: a key that should be gone and is not refuses the file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from documents.intake import jpegs
from documents.intake.reasons import Left, NotTaken, Reason

MOST_PARTS = 100_000
MOST_PAGES = 2_000
CATALOG = {"/Type", "/Version", "/Pages", "/Lang", "/StructTreeRoot", "/MarkInfo", "/PageLabels", "/Dests",
           "/Outlines", "/OCProperties", "/Names"}  # fmt: skip
NAMES = {"/Dests"}
PAGE = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate",
        "/Resources", "/Contents", "/Annots", "/Group", "/UserUnit", "/StructParents", "/Tabs"}  # fmt: skip
LINK = {"/Type", "/Subtype", "/Rect", "/Border", "/C", "/H", "/QuadPoints", "/A", "/Dest", "/StructParent",
        "/F", "/BS"}  # fmt: skip
GOTO, URI = {"/S", "/D", "/Type"}, {"/S", "/URI", "/Type"}
SAFE_LINKS = ("https", "http", "mailto")
# Wherever they stand: what acts, what carries files, what tells of people and programs. Short keys that may
# be the name of a font are not here; the lists above see to them.
GONE = frozenset({
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/Metadata", "/PieceInfo", "/EF", "/EmbeddedFiles", "/AF",
    "/XFA", "/Collection", "/AcroForm", "/Threads", "/SpiderInfo", "/Thumb", "/Alternates", "/OPI",
    "/RichMediaContent", "/RichMediaSettings", "/Requirements", "/Perms", "/Legal", "/LastModified",
    "/SeparationInfo", "/PresSteps", "/Measure", "/PtData", "/Extensions", "/FFilter", "/FDecodeParms",
    "/Launch",
})  # fmt: skip
ACTS = {"/JavaScript", "/Launch", "/Rendition", "/RichMediaExecute", "/SubmitForm", "/ImportData", "/GoToE",
        "/GoToR", "/Movie", "/Sound", "/SetOCGState", "/GoTo3DView", "/ResetForm", "/Hide", "/Named",
        "/Thread", "/Trans"}  # fmt: skip
CARRIERS = {"/Filespec", "/F", "/EmbeddedFile"}


def warm_up() -> None:
    """Clean one page, so that everything is loaded while files can still be opened."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root["/AcroForm"] = Dictionary(Fields=Array([]))
        document.save(out)
    clean(out.getvalue())


def clean(content: bytes) -> tuple[bytes, tuple[Left, ...]]:
    """The same pages, and what was left out. Raises NotTaken."""
    if content.count(b" obj") > MOST_PARTS:
        raise NotTaken(Reason.PARTS)  # without the seconds it would take to read them all
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            _check(document)
            left = set(_found(document))
            _paint(document)
            _strip(document, left)
            fresh = _written(document)
        _look_again(fresh)
    except NotTaken:
        raise
    except pikepdf.PasswordError:
        raise NotTaken(Reason.LOCKED) from None
    except MemoryError:
        raise NotTaken(Reason.TOO_MUCH) from None
    except Exception:  # noqa: BLE001  (what is raised for hostile bytes is not a closed list)
        raise NotTaken(Reason.DAMAGED) from None
    return fresh, tuple(sorted(left))


def faults(document: pikepdf.Pdf) -> Iterator[str]:
    """What is in an open PDF and should not be: for the second look, and for tests."""
    if "/Info" in document.trailer or document.is_encrypted:
        yield "info or a lock"
    yield from (key for key in _keys(document.Root) if key not in CATALOG)
    yield from (key for key in _keys(document.Root.get("/Names", Dictionary())) if key not in NAMES)
    for part in document.objects:
        for held in _dictionaries(part):
            yield from (key for key in _keys(held) if key in GONE)
            if str(held.get("/Type", "")) in CARRIERS:
                yield "a file"
            if _acts(held):
                yield "an action"


def _look_again(fresh: bytes) -> None:
    with pikepdf.open(io.BytesIO(fresh)) as document:
        if any(True for _ in faults(document)):
            raise NotTaken(Reason.UNSAFE)


def _check(document: pikepdf.Pdf) -> None:
    if document.is_encrypted:
        raise NotTaken(Reason.LOCKED)
    if len(document.objects) > MOST_PARTS or len(document.pages) > MOST_PAGES:
        raise NotTaken(Reason.PARTS)
    if len(document.pages) == 0:
        raise NotTaken(Reason.DAMAGED)
    if "/Collection" in document.Root:
        raise NotTaken(Reason.PORTFOLIO)
    form = document.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        raise NotTaken(Reason.FORM)


def _found(document: pikepdf.Pdf) -> Iterator[Left]:
    """What acts or carries files, so that the person can be told that it was left out."""
    for part in document.objects:
        for held in _dictionaries(part):
            if any(key in held for key in ("/JS", "/AA", "/JavaScript")) or _acts(held):
                yield Left.SCRIPTS
            if "/EF" in held or "/RichMediaContent" in held:
                yield Left.FILES
            if held.get("/Subtype") == Name.Text and "/Contents" in held:
                yield Left.NOTES


def _acts(held: Any) -> bool:
    action = held.get("/S")
    return isinstance(action, Name) and str(action) in ACTS and str(held.get("/Type", "/Action")) == "/Action"


def _paint(document: pikepdf.Pdf) -> None:
    """What was filled in and marked becomes part of the page."""
    if "/AcroForm" in document.Root:
        document.generate_appearance_streams()
    document.flatten_annotations("all")


def _strip(document: pikepdf.Pdf, left: set[Left]) -> None:
    _drop_but(document.Root, CATALOG)
    _drop_but(document.Root.get("/Names", Dictionary()), NAMES)
    for name in ("/Info", "/ID"):
        if name in document.trailer:
            del document.trailer[name]
    for page in document.pages:
        _strip_page(page.obj, left)
    _strip_outline(document)
    # After pages and outlines: what nothing leads to any more is not looked at twice.
    for part in document.objects:
        for held in _dictionaries(part):
            _strip_keys(held)
        if isinstance(part, Stream):
            _strip_picture(part)


def _strip_page(page: Any, left: set[Left]) -> None:
    _drop_but(page, PAGE)
    notes = page.get("/Annots")
    if notes is None:
        return
    kept = [note for note in notes if isinstance(note, Dictionary) and note.get("/Subtype") == Name.Link]
    if len(kept) < len(notes):
        left.add(Left.NOTES)
    good = [note for note in kept if _strip_link(note)]
    if len(good) < len(kept):
        left.add(Left.LINKS)
    if good:
        page["/Annots"] = Array(good)
    else:
        del page["/Annots"]


def _strip_link(note: Any) -> bool:
    """Whether the link leads to a page of this document or to an address; it keeps nothing else."""
    _drop_but(note, LINK)
    return "/Dest" in note or _strip_action(note)


def _strip_action(holder: Any) -> bool:
    action = holder.get("/A")
    if not isinstance(action, Dictionary):
        return False
    form = str(action.get("/S", ""))
    if form == "/GoTo":
        wanted = GOTO
    elif form == "/URI" and urlsplit(str(action.get("/URI", ""))).scheme.lower() in SAFE_LINKS:
        wanted = URI
    else:
        del holder["/A"]
        return False
    _drop_but(action, wanted)
    return True


def _strip_outline(document: pikepdf.Pdf) -> None:
    """Bookmarks keep their words and their page."""
    for part in document.objects:
        if isinstance(part, Dictionary) and "/Title" in part and "/A" in part:
            _strip_action(part)


def _strip_keys(held: Any) -> None:
    for key in [key for key in _keys(held) if key in GONE]:
        del held[key]
    if _acts(held) or str(held.get("/Type", "")) in CARRIERS:
        _drop_but(held, {"/Length"})


def _keys(held: Any) -> list[str]:
    """Of a stream too, which gives its pixels when it is gone through like a dictionary."""
    return list(held.keys())


def _drop_but(held: Any, kept: set[str]) -> None:
    for key in [key for key in _keys(held) if key not in kept]:
        del held[key]


def _strip_picture(part: Any) -> None:
    """A photograph in a PDF is a whole JPEG, with the place where it was taken."""
    if "/F" in part:
        del part["/F"]
    names = part.get("/Filter")
    if names is None:
        return
    alone = names[0] if isinstance(names, Array) and len(names) == 1 else names
    if alone in {Name.DCTDecode, Name.DCT}:
        part.write(jpegs.without_words(part.read_raw_bytes()), filter=Name.DCTDecode,
                   decode_parms=part.get("/DecodeParms"))  # fmt: skip
    elif alone == Name.JPXDecode:
        part.write(jpegs.without_boxes(part.read_raw_bytes()), filter=Name.JPXDecode)


def _dictionaries(part: Any) -> Iterator[Any]:
    """A part and all that stands in it directly; what it only points to is a part of its own."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Dictionary | Stream):
            yield one
            waiting += [value for value in one.values() if _inside(value)]
        elif isinstance(one, Array):
            waiting += [value for value in one if _inside(value)]


def _inside(value: Any) -> bool:
    return isinstance(value, Dictionary | Array) and not value.is_indirect


def _written(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(
        out,
        deterministic_id=True,
        preserve_pdfa=False,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()
