"""What gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "send_portal.settings")

application = get_wsgi_application()

from django.db import connections  # noqa: E402, needs the settings
from django.urls import get_resolver  # noqa: E402

from send_portal import checks  # noqa: E402
from send_portal.environment import refuse  # noqa: E402

if found := checks.problems(checks.START):
    refuse("The portal does not start:\n" + "\n".join(f"  - {each.msg} {each.hint} ({each.id})" for each in found))
connections.close_all()  # a connection may not be shared by the workers
get_resolver().url_patterns  # noqa: B018, views and forms are loaded once as well
# What is loaded stays: to look through it for rubbish takes a tenth of a second, in the middle of a large page.
gc.collect()
gc.freeze()
