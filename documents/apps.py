"""The app `documents`: no models, one system check."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers the check for the libraries that PDFs need."""

    name = "documents"

    def ready(self) -> None:
        """Register the system check."""
        from documents import checks  # noqa: F401  (importing registers them)
