"""What a web server serves. `handrail serve` uses it; so may any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.config.settings")

application = get_wsgi_application()
