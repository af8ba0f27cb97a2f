"""The reference of a page: Django with one empty view, served in the same way, and nothing else."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse()


urlpatterns = [path("", empty)]

if not settings.configured:
    settings.configure(
        ROOT_URLCONF="bench.empty_site", ALLOWED_HOSTS=["*"], SECRET_KEY="reference", MIDDLEWARE=[]
    )
application = get_wsgi_application()
"""What granian calls."""


def serve(port: int, certificate: str, key: str) -> None:
    """Serve it until the process ends, as `honour.website.serving` does."""
    from pathlib import Path

    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "bench.empty_site:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        websockets=False,
        log_access=False,
        log_level=LogLevels.error,
        ssl_cert=Path(certificate),
        ssl_key=Path(key),
    ).serve()


if __name__ == "__main__":
    import sys

    serve(int(sys.argv[1]), sys.argv[2], sys.argv[3])
