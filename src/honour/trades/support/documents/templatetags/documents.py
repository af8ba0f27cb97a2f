"""The way from a ticket to its documents, where the site takes any."""

from django import template

from honour.keeping.at_work import the_site
from honour.trades.support.documents.handling import may_hold

register = template.Library()


@register.simple_tag
def takes_documents() -> bool:
    """Whether tickets of this site have documents."""
    return may_hold(the_site())
