"""For servers that speak ASGI; Atrium itself waits for its databases like any WSGI application."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_asgi_application()

from privacy import startup  # noqa: E402  (the apps have to be ready first)

startup.begin()
