"""An app that comes with a later release, and takes over a table of another one."""

from django.apps import AppConfig


class AnnexConfig(AppConfig):
    name = "tests.upgrades.annex"
    label = "annex"
