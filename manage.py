#!/usr/bin/env python
"""Django's command line for Chancery."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # a setting that is missing or wrong: its remedy, not our call stack
        sys.exit(str(error))


if __name__ == "__main__":
    main()
