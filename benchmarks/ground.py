"""A home for one run, with both databases made; and how variants are timed against each other."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

Variant = Callable[[], object]


def begin() -> Path:
    """Set Django up on a new home that is thrown away at the end."""
    home = Path(tempfile.mkdtemp(prefix="atrium-bench-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for folder in ("data", "keys", "root"):
        (home / folder).mkdir(mode=0o700)
    (home / "secret.key").write_text(os.urandom(32).hex())
    os.environ["ATRIUM_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from privacy.keystore import root, store

    root.make()
    for alias in ("default", "keys"):
        call_command("migrate", database=alias, verbosity=0)
    store.init()
    return home


def medians(
    variants: Mapping[str, Variant],
    *,
    rounds: int = 9,
    times: int = 1,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Seconds for one call of each variant: the median of rounds in which all run in turn.

    With `time.process_time` as the clock, what other processes do meanwhile counts for less.
    """
    spent: dict[str, list[float]] = {name: [] for name in variants}
    gc.disable()
    for _ in range(rounds):
        for name, variant in variants.items():
            start = clock()
            for _ in range(times):
                variant()
            spent[name].append((clock() - start) / times)
    gc.enable()
    return {name: statistics.median(values) for name, values in spent.items()}


def table(title: str, found: Mapping[str, float], *, to: str) -> None:
    """Print each variant as a multiple of one of them."""
    print(f"\n{title} (a multiple of: {to})")
    for name, seconds in found.items():
        print(f"  {name:<44} {seconds / found[to]:>7.2f}   {seconds * 1e6:>10.1f} us")


def goal(name: str, value: float, limit: float, *, at_least: bool = False) -> None:
    """Print whether a goal is met."""
    met = value >= limit if at_least else value <= limit
    sign = ">=" if at_least else "<="
    print(f"  {'met ' if met else 'MISSED'} {name}: {value:.2f} {sign} {limit}")
