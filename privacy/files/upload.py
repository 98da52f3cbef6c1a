"""The one way in for uploads: sealed piece by piece while they arrive, under a key that nobody keeps."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from privacy.crypto import random_bytes
from privacy.crypto.stream import CHUNK, Opener, Pair, Sealer
from privacy.files import folder

View = TypeVar("View", bound=Callable[..., Any])
# A phone on a bad line sends 16 KB a second.
SLOWEST = 16 * 1024


def takes_file(view: View) -> View:
    """Mark a view that is ready for a file. Everywhere else files are dropped while they arrive."""
    marked: Any = view
    marked.takes_file = True
    return view


class Incoming(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs alone
    """A file that has arrived. On the disk it is sealed under a key that is in this object alone.

    `problem` says why there is no content: "too_large", "no_room". `chunks` gives the content, once it was
    checked to its end. It is gone from the disk when it is closed, or when the process ends.
    """

    def __init__(
        self,
        given: str,
        declared: str,
        seal: tuple[UUID, BinaryIO, Pair] | None,
        size: int,
        problem: str = "",
    ) -> None:
        super().__init__(None, given, declared, size)
        self.given, self.problem = given, problem
        self._seal = seal

    def __repr__(self) -> str:
        return "<Incoming>"

    __str__ = __repr__

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        if self._seal is not None:
            name, handle, pair = self._seal
            opener = Opener(handle, pair, name)
            opener.check()
            yield from opener.pieces()

    def close(self) -> None:
        if self._seal is not None:
            name, handle, _pair = self._seal
            self._seal = None
            folder.drop(name)
            handle.close()


class SealingHandler(FileUploadHandler):
    """Django's only upload handler here. Memory holds one chunk, whatever the sender does."""

    chunk_size = CHUNK

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._seal: tuple[UUID, BinaryIO, Pair] | None = None
        self._sealer: Sealer | None = None
        self._problem = ""
        self._clock: threading.Timer | None = None

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803  (Django's)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Before the first byte: what is far too large is not listened to, and nobody sends for ever."""
        connection = META.get("gunicorn.socket")
        if isinstance(connection, socket.socket):
            seconds = settings.FILE_UPLOAD_PATIENCE + content_length / SLOWEST
            self._clock = threading.Timer(seconds, _hang_up, [connection])
            self._clock.daemon = True
            self._clock.start()
        if content_length > settings.FILE_UPLOAD_LONGEST_REQUEST:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not _is_expected(self.request):
            raise SkipFile
        self._problem = ""
        key = Pair(random_bytes(16), random_bytes(32), random_bytes(16), random_bytes(32))
        try:
            name, handle = folder.begin()
            self._seal, self._sealer = (name, handle, key), Sealer(handle, key, name)
        except OSError:
            self._refuse("no_room")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._sealer is None:
            return
        if self._sealer.size + len(raw_data) > settings.FILE_LARGEST:
            self._refuse("too_large")
            return
        try:
            self._sealer.write(raw_data)
        except OSError:
            self._refuse("no_room")

    def file_complete(self, file_size: int) -> Incoming:
        try:
            if self._sealer is not None:
                self._sealer.close()
        except OSError:
            self._refuse("no_room")
        seal, self._seal, self._sealer = self._seal, None, None
        size = 0 if seal is None else file_size
        return Incoming(self.file_name or "", self.content_type or "", seal, size, self._problem)

    def upload_complete(self) -> None:
        self._stop_clock()

    def upload_interrupted(self) -> None:
        self._stop_clock()
        self._refuse("interrupted")

    def _refuse(self, problem: str) -> None:
        """Forget what was written; the rest of the file is read and dropped."""
        self._problem, self._sealer = problem, None
        if self._seal is not None:
            folder.drop(self._seal[0])
            with contextlib.suppress(OSError):
                self._seal[1].close()
            self._seal = None

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()

    def __del__(self) -> None:
        # Django says nothing when the browser goes away in the middle.
        self._stop_clock()
        self._refuse("interrupted")


def _is_expected(request: HttpRequest | None) -> bool:
    match = getattr(request, "resolver_match", None)
    user = getattr(request, "user", None)
    return bool(
        match is not None
        and getattr(match.func, "takes_file", False)
        and user is not None
        and user.is_authenticated
        and user.is_active
    )


def _hang_up(connection: socket.socket) -> None:
    """The worker that waits for more reads the end of the request instead, and goes on to the next."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RD)
