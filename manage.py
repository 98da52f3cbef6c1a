#!/usr/bin/env python
"""Runs Atrium's commands: `python manage.py COMMAND`."""

from __future__ import annotations

import os
import sys

# What a shell says of a command that Ctrl-C ended.
INTERRUPTED = 130


def main() -> None:
    """Hand the command line to Django. What nobody can mend in the code ends in a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Atrium is not set up yet: run script/bootstrap, then .venv/bin/python manage.py ...")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
    except EOFError:
        sys.exit("The answers ended before the last question. Run the command again.")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
