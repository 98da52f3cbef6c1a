"""How gunicorn speaks: as the product does, without networks, addresses of pages or what was sent."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger as Gunicorn

from config.reporting import Formatter


class Logger(Gunicorn):
    """gunicorn's own log in the product's form. Named in `gunicorn.conf.py`."""

    def setup(self, cfg: Any) -> None:
        """Called when gunicorn starts, and when it reads its settings again."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Formatter())
