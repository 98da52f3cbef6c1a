"""An answer that hands out a file: to be saved, never shown, never guessed at, never kept."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header


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
