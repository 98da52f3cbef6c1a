"""An answer that hands out a file: to be saved, never shown, never guessed at, never kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from privacy.reading import OpenedFile, Shut


def handed_out(
    request: HttpRequest, open_it: Callable[[], OpenedFile | Shut]
) -> StreamingHttpResponse | None:
    """The file as a download; None, and a calm line on the next page, when its bytes are not as they were.

    Raises Http404 for what may not be opened, or not any more.
    """
    found = open_it()
    if isinstance(found, OpenedFile):
        label = found.label
        return as_attachment(found.content, name=label.name, media=label.media, size=label.size)
    if found != Shut.BROKEN:
        raise Http404
    said = _("This file cannot be opened: its bytes are missing or were changed. It is noted.")
    messages.warning(request, said)
    return None


def as_attachment(content: Iterable[bytes], *, name: str, media: str, size: int) -> StreamingHttpResponse:
    """A download under `name` (RFC 6266 and 5987), of type `media`, with `size` bytes.

    Even a browser that opens it does so in a sandbox, where nothing runs and nothing is loaded.
    """
    answer = StreamingHttpResponse(content, content_type=media)
    answer["Content-Length"] = str(size)
    answer["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
