"""What may stand in no file: paths of somebody's machine, hosts of registries, keys."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT, kept_files, named, told

# Each pattern with an example; written so that this file does not hold what it looks for.
BANNED = [
    (
        "a path of somebody's machine",
        r"(?<![\w.<}])/(work|farm)/|(?<![\w.}])/ro" + r"ot/(?!root\.key)|\.py" + "env",
        "/wo" + "rk/main",
    ),
    (
        "a folder that is no part of the product",
        r"\.\./sha" + r"red\b|sha" + "red/design",
        "../sha" + "red/design/x.md",
    ),
    (
        "where packages are fetched from",
        r"index-" + "url|find-" + "links|trusted-" + "host",
        "--index-" + "url x",
    ),
    (
        "a registry's host",
        r"https?://[a-z0-9.-]*(pypi|npm|debian)|pyp" + r"i\.org|registry\.np" + "m|deb\\.deb" + "ian",
        "https://py" + "pi.org",
    ),
    ("a private key", r"BEGIN (RSA |EC |OPENSSH )?PRIVATE " + "KEY", "BEGIN PRIVATE " + "KEY"),
]


@pytest.mark.parametrize(("what", "pattern", "example"), BANNED, ids=[what for what, _, _ in BANNED])
def test_no_file_holds_it(what: str, pattern: str, example: str) -> None:
    wanted = re.compile(pattern)
    assert wanted.search(example)
    problems = []
    for file in kept_files():
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        problems += [f"{named(file)}: {what}: {found[0]}" for found in [wanted.search(text)] if found]
    assert not problems, told(problems)


def test_requirements_are_pinned_and_hashed() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        entries = re.split(r"\n(?=[a-z])", (ROOT / name).read_text())
        bare = [
            entry.split()[0]
            for entry in entries
            if entry[0] != "#" and ("==" not in entry or "--hash=sha256:" not in entry)
        ]
        assert not bare, told(bare)
