"""The app `pages`: it has templates and tags, and no tables."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Fields, tags and plain pages."""

    name = "pages"
