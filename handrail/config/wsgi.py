"""What a web server serves. `handrail serve` uses it; so may any other WSGI server."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from handrail.cli import in_use

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.config.settings")

application = get_wsgi_application()
# No restore may take the rows away from under us.
in_use.hold(settings.HANDRAIL_DATA)
# All pages are loaded before the first is asked for, and stay: looking through them for what may go took a tenth of the
# time of drawing one.
import_module(settings.ROOT_URLCONF)
gc.freeze()
gc.set_threshold(10_000, 20, 20)
