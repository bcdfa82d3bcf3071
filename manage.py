#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from send_portal.command_line import run

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "send_portal.settings")
    run(sys.argv)
