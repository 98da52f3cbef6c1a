"""Where people are signed in. Django's sessions, kept in a table that says less and knows when it is time.

The cookie's value is not in it: a row is found by a digest of it, so a copy of the database lets nobody in.
Every moment is a moment in UTC; a clock that went back ends a session, as one that went too far forward does.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID, uuid4

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.http import HttpRequest

from board.models.accounts import Account
from board.states import Device
from privacy import clock
from privacy.inventory import Kind

ABSOLUTE = timedelta(hours=12)
# Nobody signs in through these: they hold what a sign-in under way needs.
STRANGERS = timedelta(minutes=30)
# Seen is written at most so often; an idle limit waits that much longer.
EVERY = timedelta(minutes=1)
# Clocks are put right by seconds, and that signs nobody out.
SLACK = timedelta(minutes=2)
# For so long a session that timed out still says whose it was: what was typed comes back to her alone.
REMEMBERED = timedelta(hours=24)
# In what a session holds: it was begun with a second step.
STRONG = "strong"
# And which of two roles is in use.
ROLE = "role"


class Session(AbstractBaseSession):
    """One sign-in in one browser. `number` is its name for people; `session_key` a digest of the cookie."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL, "session_data": Kind.PX}

    number = models.UUIDField(default=uuid4, unique=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="sessions")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    device = models.CharField(max_length=12, choices=Device.choices, default=Device.COMPUTER)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account"], name="session_account")]

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore

    def is_over(self, now: datetime) -> bool:
        """Idle for too long, open for too long, or from a time that has not come yet."""
        limit = self.account.idle_limit if self.account else STRANGERS
        idle, age = now - self.seen_at, now - self.started_at
        return not (-SLACK <= idle <= limit + EVERY and -SLACK <= age < ABSOLUTE)

    def is_remembered(self, now: datetime) -> bool:
        """Whether it still says whose it was, after it was over."""
        return -SLACK <= now - self.seen_at <= REMEMBERED

    @property
    def seconds_left(self) -> int:
        """Until nothing has happened for too long, or it is open for too long."""
        limit = self.account.idle_limit if self.account else STRANGERS
        ends = min(self.seen_at + limit, self.started_at + ABSOLUTE)
        return max(0, round((ends - clock.now()).total_seconds()))

    @property
    def is_due(self) -> bool:
        """Whether it is time to write again that somebody is there."""
        return clock.now() - self.seen_at >= EVERY


class SessionStore(DatabaseStore):
    """What Django asks of a session engine. `row` is the session; `ended` one that timed out just now."""

    row: Session | None = None
    ended: Session | None = None
    device: str = Device.COMPUTER

    if TYPE_CHECKING:  # Django has it, its stubs do not

        def _get_or_create_session_key(self) -> str: ...

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        row = Session.objects.select_related("account").filter(session_key=digest(self.session_key)).first()
        if row is None or row.is_over(clock.now()):
            self._session_key: str | None = None
            self.ended = row
            return None
        self.row, self.device = row, row.device
        return row

    def create(self) -> None:
        self.row = None
        super().create()

    def cycle_key(self) -> None:
        """A new cookie for the same sign-in: how long it may last is counted from where it began."""
        before = self.row
        super().cycle_key()
        if before and before.account_id and self.row:
            self.row.started_at, self.row.number = before.started_at, before.number

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        now, key = clock.now(), digest(self._get_or_create_session_key())
        row = self.row or Session(started_at=now)
        row.session_key, row.session_data = key, self.encode(data)
        row.account_id = UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.seen_at, row.device = now, self.device
        row.expire_date = row.started_at + ABSOLUTE
        self.row = row
        return row

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=digest(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Drop what nobody is signed in with, and what no longer has to be remembered."""
        now = clock.now()
        Session.objects.filter(seen_at__lt=now - REMEMBERED).delete()
        Session.objects.filter(account=None, seen_at__lt=now - STRANGERS - EVERY - SLACK).delete()


def digest(key: str | None) -> str:
    """What stands in the table for the value of a cookie: 160 bits of its SHA-256."""
    return hashlib.sha256(b"session|" + (key or "").encode()).hexdigest()[:40]


def touch(row: Session) -> None:
    """Note that somebody is there. One column, no event: nobody's evening can be read off the log."""
    Session.objects.filter(session_key=row.session_key).update(seen_at=clock.now())


def end_all(account: Account, *, but: Session | None = None) -> None:
    """Sign an account out everywhere, or everywhere but here. What had timed out is forgotten as well."""
    rows = Session.objects.filter(account=account)
    if but is not None:
        rows = rows.exclude(number=but.number)
    rows.delete()


def store_of(request: HttpRequest) -> SessionStore:
    """The session of a request, which is always our own store: settings.SESSION_ENGINE names it."""
    return cast("SessionStore", request.session)
