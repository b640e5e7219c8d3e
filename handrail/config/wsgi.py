"""What a web server serves. `handrail serve` uses it; so may any other WSGI server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from handrail.cli import in_use

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.config.settings")

application = get_wsgi_application()
# No restore may take the rows away from under us.
in_use.hold(settings.HANDRAIL_DATA)
