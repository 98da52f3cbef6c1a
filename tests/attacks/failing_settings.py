"""The product's own settings, with pages that fail, and with people to whom errors could be mailed."""

import os

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

ROOT_URLCONF = "tests.config.addresses"
MIDDLEWARE = [*MIDDLEWARE, "tests.config.addresses.FailingMiddleware"]
ADMINS = MANAGERS = [("Nobody", "nobody@example.org")]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["SINK"])
