"""The process that answers pages: it opens the site that the environment names."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from honour.website.running import SITE, open_running
from honour.website.tree import end_with_parent
from honour.website.working import APART, begin

end_with_parent()
_folder = Path(os.environ[SITE])
_site = open_running(_folder)
assert settings.configured  # by open_running: whatever Django loads from here on reads them

application = get_wsgi_application()
"""What granian calls, by WSGI (PEP 3333)."""

if not os.environ.get(APART):
    begin(_folder, _site)
