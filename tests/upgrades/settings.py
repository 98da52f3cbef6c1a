"""The product's own settings, with migrations that a later release could bring."""

from __future__ import annotations

import json
import os

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.upgrades.annex"]
# For the label of an app the package of its migrations; None: it has none yet.
MIGRATION_MODULES = {"annex": None} | json.loads(os.environ.get("PLANTED", "{}"))
