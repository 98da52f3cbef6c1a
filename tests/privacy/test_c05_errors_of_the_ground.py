"""C05 (ground floor): an error in a rule, an act, a key or a seal tells nobody what it was about."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from config.reporting import Formatter, Reporter
from consultations.models import ContributionText
from privacy import audit, reading
from privacy.crypto import key_ids
from privacy.keystore import epochs, root
from privacy.keystore.models import Key
from privacy.permissions import Denied
from privacy.reading import Purpose
from tests.leakscan import new_word, scan
from tests.privacy import stored
from tests.privacy import world as small
from tests.privacy.world import MACHINE, World, look, save

WORD = new_word()
Failing = Callable[[World], Any]


def in_an_opener(world: World) -> None:
    def fails(reader: Any, rows: Any, purpose: Any) -> Any:
        words = reading.open_text(
            world.text.body, reader=world.anna.account, purpose=Purpose.OWN, about=world.anna
        )
        raise ValueError(words)

    reading.register("consultation", may_open=fails, covered_by=None)
    look(world.consultation.background, world.sam)


def in_an_act(world: World) -> None:
    words = look(world.text.body, world.anna).text
    with audit.act("test.failed", actor=MACHINE, about=world.anna) as act:
        world.anna.save(act=act)
        raise RuntimeError(words)


def in_a_model(world: World) -> None:
    words = look(world.text.body, world.anna).text
    world.text.body = words


def in_another_row(world: World) -> None:
    world.other.body = world.text.body
    save(world.other)


def in_the_database(world: World) -> None:
    row = ContributionText(contribution=world.contribution, number=1)
    row.body = small.seal(row, "body", WORD, world.anna.scope, world.contribution.record)
    save(row)


def in_sealing(world: World) -> None:
    words = f"{WORD} \ud800"
    small.seal(world.text, "body", words, world.anna.scope, world.contribution.record)


def without_a_key(world: World) -> None:
    Key.objects.filter(id=bytes(world.anna.scope)).delete()
    small.seal(world.text, "body", WORD, world.anna.scope, world.contribution.record)


def without_an_epoch(world: World) -> None:
    for file in epochs.folder().iterdir():
        file.unlink()
    small.contribute(world.consultation, world.olga, WORD)


def with_a_broken_value(world: World) -> None:
    stored.put(world.text, "body", stored.of(world.other, "body"))
    fresh = ContributionText.objects.get(id=world.text.id)
    reading.open_text(fresh.body, reader=world.anna.account, purpose=Purpose.OWN, about=world.anna)


def without_an_event(world: World) -> None:
    body = "BEGIN SELECT RAISE(ABORT, 'full'); END"
    if connection.vendor == "postgresql":
        body = "FOR EACH ROW EXECUTE FUNCTION atrium_refuse()"
    stored.execute(f"CREATE TRIGGER full_disk BEFORE INSERT ON privacy_event {body}")
    look(world.text.body, world.sam)


def refused(world: World) -> None:
    reading.open_text(world.text.body, reader=world.bea.account, purpose=Purpose.READ, about=world.anna)


def without_randomness(world: World) -> None:
    real = os.urandom
    os.urandom = lambda count: b"\0" * count
    try:
        small.contribute(world.consultation, world.olga, WORD)
    finally:
        os.urandom = real


LAYERS: dict[str, Failing] = {
    made.__name__: made
    for made in (
        in_an_opener,
        in_an_act,
        in_a_model,
        in_another_row,
        in_the_database,
        in_sealing,
        without_a_key,
        without_an_epoch,
        with_a_broken_value,
        without_an_event,
        refused,
        without_randomness,
    )
}
# Raised by the test itself with the words in the exception, as a careless rule would.
CARELESS = {"in_an_opener", "in_an_act"}


def secrets_of(world: World) -> list[bytes]:
    """Keys and settings that no report may show."""
    scope_id, record_id = key_ids(world.text.body.token)
    found = [settings.SECRET_KEY.encode(), root.root(), world.text.body.token[80:96]]
    return [*found, scope_id, record_id]


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("layer", LAYERS)
def test_c05_a_report_tells_nothing(
    layer: str, debug: bool, world: World, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.DEBUG = debug
    text = small.contribute(world.consultation, world.olga, f"{WORD} hers")
    world.text, world.contribution, world.anna = text, text.contribution, world.olga
    hidden = secrets_of(world)
    with pytest.raises(Exception) as raised:  # noqa: PT011  (whatever it is, it is reported)
        LAYERS[layer](world)
    error = raised.value
    exc_info = (type(error), error, error.__traceback__)
    reporter = Reporter(None, *exc_info)
    record = logging.LogRecord("privacy", logging.ERROR, __file__, 1, "failed: %s", (error,), exc_info)
    shown = "\n".join(
        [reporter.get_traceback_text(), reporter.get_traceback_html(), Formatter().format(record)]
    )
    if layer not in CARELESS:
        # our own errors do not carry words in the first place, whoever prints them
        shown += f"{error} {error!r} {error.args}" if not isinstance(error, UnicodeEncodeError) else ""
    assert type(error).__name__ in shown
    assert scan(shown.encode("utf-8", "replace"), [WORD]) == set()
    for secret in hidden:
        assert secret not in shown.encode("utf-8", "replace")
        assert secret.hex() not in shown
    assert mailoutbox == []


def test_c05_the_words_are_there_to_be_shown(world: World) -> None:
    """The positive twin: the locals of these errors do hold the words, and the scanner would find them."""
    text = small.contribute(world.consultation, world.olga, f"{WORD} hers")
    world.text, world.anna = text, world.olga
    with pytest.raises(RuntimeError) as raised:
        in_an_act(world)
    assert scan(str(raised.value).encode(), [WORD]) == {WORD}
    frames = [frame.frame.f_locals.get("words") for frame in raised.traceback]
    assert f"{WORD} hers" in frames
    assert Denied("refused").args == ("refused",)
