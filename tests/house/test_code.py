"""Ways around the house's devices, by the name one would have to write."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import EXCEPTIONS, modules, named, package_of, syntax, told, written_modules


def imported(file: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a module imports."""
    for node in ast.walk(syntax(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def attributes(file: Path) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(syntax(file)) if isinstance(node, ast.Attribute))


def names(file: Path) -> Iterator[tuple[int, str]]:
    """Line and last part of every name that is used, imported or called."""
    for node in ast.walk(syntax(file)):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
    yield from ((line, name.rsplit(".", 1)[1]) for line, name in imported(file) if "." in name)


@pytest.mark.slow
def test_no3_only_one_module_sends_mail() -> None:
    problems = [
        f"{named(file)}:{line}"
        for file in written_modules()
        if named(file) != "notices/mailer.py"
        for line, name in imported(file)
        if name.startswith(("django.core.mail", "smtplib", "aiosmtplib", "email.mime"))
    ]
    words = {"send_mail", "send_mass_mail", "mail_admins", "mail_managers", "EmailMultiAlternatives"}
    problems += [
        f"{named(file)}:{line} {name}"
        for file in written_modules()
        for line, name in names(file)
        if name in words or (name == "EmailMessage" and named(file) != "notices/mailer.py")
    ]
    problems += [
        f"{named(file)}:{node.value.lineno} {node.arg}"
        for file in written_modules()
        for node in ast.walk(syntax(file))
        if isinstance(node, ast.keyword) and node.arg in {"cc", "bcc", "reply_to", "attachments"}
    ]
    assert not problems, told(problems)


def test_nothing_declares_text_safe() -> None:
    wanted = {"mark_safe", "SafeText", "csrf_exempt"}
    problems = [
        f"{named(file)}:{line} {name}"
        for file in written_modules()
        for line, name in names(file)
        if name in wanted
    ]
    # As the type of what `format_html` returns SafeString is welcome; called, it is `mark_safe`.
    problems += [
        f"{named(file)}:{node.lineno} SafeString()"
        for file in written_modules()
        for node in ast.walk(syntax(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("SafeString")
        # letters that stand in the code are ours
        if not (node.args and isinstance(node.args[0], ast.Constant))
        if not any(
            entry["what"] == named(file) and entry["code"] == ast.unparse(node)
            for entry in EXCEPTIONS["safe"]
        )
    ]
    assert not problems, told(problems)


def test_nothing_goes_behind_the_acts() -> None:
    """Managers and methods of Django and simple-history that would write without an act."""
    wanted = {
        "_base_manager", "_raw_delete", "save_without_historical_record", "bulk_create_with_history",
        "bulk_update_with_history", "update_change_reason", "skip_history_when_saving",
    }  # fmt: skip
    problems = [
        f"{named(file)}:{node.lineno} {node.attr}"
        for file in modules()
        # The door itself closes them, and has to name them for that.
        if package_of(file) != "privacy"
        for node in attributes(file)
        if node.attr in wanted
    ]
    assert not problems, told(problems)


def test_signals_are_received_in_receivers_only() -> None:
    problems = []
    for file in written_modules():
        if file.name in {"receivers.py", "apps.py"}:
            continue
        for node in ast.walk(syntax(file)):
            decorators = getattr(node, "decorator_list", [])
            problems += [f"{named(file)}:{d.lineno}" for d in decorators if "receiver" in ast.unparse(d)]
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "connect"
            ):
                problems.append(f"{named(file)}:{node.lineno} connects")
    assert not problems, told(problems)


def test_no_clock_but_the_one_clock() -> None:
    """The demonstration tells a story in the past; a second clock would tell it wrong."""
    wanted = {"now", "today", "utcnow", "localdate"}
    doors = {"timezone", "datetime", "date", "dt"}
    problems = [
        f"{named(file)}:{node.lineno} {ast.unparse(node)}"
        for file in written_modules()
        if named(file) != "privacy/clock.py"
        for node in attributes(file)
        if node.attr in wanted
        and isinstance(node.value, ast.Name | ast.Attribute)
        and ast.unparse(node.value).split(".")[-1] in doors
    ]
    assert not problems, told(problems)


def test_views_do_not_catch_everything() -> None:
    problems = [
        f"{named(file)}:{node.lineno}"
        for file in written_modules()
        if file.name == "views.py" or file.parent.name == "views"
        for node in ast.walk(syntax(file))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert not problems, told(problems)
