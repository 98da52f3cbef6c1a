"""Who may try again, and when. Slowed down is a name that somebody guesses at, never a browser that is known.

Ten wrong tries on a name in a day are nobody's business. After that a browser that is not known waits: at
first half a minute, then twice as long each time, up to a quarter of an hour (SP 800-63B-4, 3.2.2). Names
that nobody has are counted just the same, or the waiting would tell which names there are. A browser in which
this account was signed in carries a cookie that says so to us and nothing to anybody else; it has its own
count (the "device cookies" of OWASP), so nobody can keep a person out by guessing at her name.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from board.models import Account, Board, Tries, TryDay
from privacy import audit, clock
from privacy.audit import Outcome
from privacy.reading import System

FREE_ON_A_NAME = 10
FREE_IN_A_NETWORK = 100
SHORTEST, LONGEST = timedelta(seconds=30), timedelta(minutes=15)
# A network of version 6 is a house, not a machine.
IPV6_HOUSE = 64
DOOR = System("sign-in")


@dataclass(frozen=True, slots=True)
class Knock:
    """One try: the buckets it is counted in, each with how many wrong tries are free."""

    buckets: dict[str, int]

    @property
    def is_held(self) -> bool:
        """Whether one of its buckets has to wait now."""
        now = clock.now()
        rows = Tries.objects.filter(bucket__in=self.buckets)
        return any(now < row.last_at + wait_after(row.count - self.buckets[row.bucket]) for row in rows)


def knock(*, name: str, network: str, known: bool) -> Knock:
    """A try under a typed name. A known browser has a count of its own; any other shares name and network."""
    salt = _salt_of_today()
    if known:
        return Knock({_bucket(salt, f"known|{name}"): FREE_ON_A_NAME})
    buckets = {_bucket(salt, f"name|{name}"): FREE_ON_A_NAME}
    house = house_of(network)
    if house:
        buckets[_bucket(salt, f"network|{house}")] = FREE_IN_A_NETWORK
    return Knock(buckets)


def wait_after(over: int) -> timedelta:
    """How long after the last of so many tries above the free ones."""
    if over < 0:
        return timedelta(0)
    doubled: timedelta = SHORTEST * (1 << min(over, 10))
    return min(doubled, LONGEST)


def note_wrong(tried: Knock) -> None:
    """Count a wrong try. When the free ones are used up, one event says so: no name, no network."""
    if any(_count(bucket) == free for bucket, free in tried.buckets.items()):
        board = Board.objects.first()
        if board is not None:
            audit.record("sign_in.held", actor=DOOR, about=board, outcome=Outcome.REFUSED)


def note_held(tried: Knock) -> None:
    """As much work as a wrong try makes, in rows that hold nobody: the time of an answer says nothing."""
    for bucket in tried.buckets:
        _count(hashlib.sha256(bucket.encode()).hexdigest())


def note_right(name: str) -> bool:
    """She is in: her name counts from nothing again. Whether so many had tried that she should know."""
    salt = _salt_of_today()
    rows = Tries.objects.filter(bucket__in=[_bucket(salt, f"{kind}|{name}") for kind in ("name", "known")])
    many = any(row.count >= FREE_ON_A_NAME for row in rows)
    rows.delete()
    return many


def mark_of(account: Account) -> str:
    """What the cookie of a known browser holds: random bytes and their keyed hash for this account."""
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_mark(account, nonce)}"


def is_known(mark: str, account: Account | None) -> bool:
    """Whether this cookie was given when this very account signed in, with the passphrase it has now."""
    nonce, _dot, sent = mark.partition(".")
    # For a name that nobody has, the same work.
    expected = _mark(account or Account(sign_in_name="", password=""), nonce)
    return hmac.compare_digest(sent.encode(), expected.encode()) and account is not None


def house_of(network: str) -> str:
    """The address itself, or for version 6 the network of its house; nothing where that says of nobody where
    she is: then all who come would share one count, and a stranger could make every one of them wait.
    """
    try:
        address = ipaddress.ip_address(network)
    except ValueError:
        return ""  # the proxy passes none on
    if address.is_loopback:
        return ""  # an onion service on this machine
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, IPV6_HOUSE), strict=False))


def _mark(account: Account, nonce: str) -> str:
    said = f"{account.pk}|{account.password}|{nonce}"
    return salted_hmac("known browser", said, algorithm="sha256").hexdigest()


def _bucket(salt: bytes, what: str) -> str:
    return salted_hmac(b"tries|" + salt, what, algorithm="sha256").hexdigest()


def _salt_of_today() -> bytes:
    today = clock.now().date()
    found = TryDay.objects.filter(day=today).values_list("salt", flat=True).first()
    if found is None:
        # The first try of a day takes away what the days before have counted.
        TryDay.objects.exclude(day=today).delete()
        Tries.objects.exclude(day=today).delete()
        TryDay.objects.bulk_create([TryDay(day=today, salt=secrets.token_bytes(32))], ignore_conflicts=True)
        found = TryDay.objects.values_list("salt", flat=True).get(day=today)
    return bytes(found)


def _count(bucket: str) -> int:
    now: datetime = clock.now()
    row = Tries.objects.filter(bucket=bucket)
    with transaction.atomic():
        if not row.update(count=F("count") + 1, last_at=now):
            try:
                with transaction.atomic():
                    Tries.objects.create(bucket=bucket, day=now.date(), count=1, last_at=now)
            except IntegrityError:  # somebody else was first
                row.update(count=F("count") + 1, last_at=now)
        return row.values_list("count", flat=True).get()
