"""What gunicorn and the development server serve. Refuses to start without its keys."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from privacy import startup  # noqa: E402  (the apps have to be ready first)

startup.begin()
