"""The product's own settings, with the patience of a test."""

import os

from config.settings import *  # noqa: F403

FILE_UPLOAD_PATIENCE = int(os.environ["PATIENCE"])
