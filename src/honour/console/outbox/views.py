"""The letters that a demo wrote, to be read by whoever tries it. On any other site there is no such page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from honour.keeping.at_work import the_site
from honour.keeping.letters.actions import text_of
from honour.keeping.letters.models import Letter


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """The last hundred letters, the newest first. A text that opens something is shown for an hour."""
    if not the_site().demo:
        raise Http404
    letters = Letter.objects.order_by("-written")[:100]
    shown = [{"letter": letter, "text": text_of(letter)} for letter in letters]
    return render(request, "console/outbox/outbox.html", {"letters": shown})
