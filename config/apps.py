"""The app `config`: no tables, no pages; it brings the checks of the settings."""

from django.apps import AppConfig


class Composition(AppConfig):
    """Registers the checks when all apps are there."""

    name = "config"

    def ready(self) -> None:
        from config import catalogue, checks, places  # noqa: F401  (importing registers them)

        catalogue.build()
