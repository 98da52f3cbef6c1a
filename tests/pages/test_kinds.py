"""The titles of all templates come from the closed list."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from tests.kinds import KINDS

KIND = re.compile(r"{% block kind %}(.*?){% endblock")
WORDS = re.compile(r'{% translate "([^"]+)" %}')


def test_every_template_names_a_kind_from_the_list() -> None:
    unknown = []
    for path in sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html")):
        for title in KIND.findall(path.read_text()):
            words = WORDS.findall(title)
            bare = WORDS.sub("", re.sub(r"{% (if|elif|else|endif)[^%]*%}", "", title)).strip()
            unknown += [f"{path.name}: {one}" for one in [*words, bare] if one and one not in KINDS]
    assert not unknown, "\n".join(unknown)
