"""The template tag `policy_notice`: a version that is to come, and one to acknowledge."""

from collections.abc import Mapping
from typing import Any

from django import template

from honour.keeping.people.acknowledging import to_acknowledge
from honour.portal.policy.history import language_of, notice

register = template.Library()


@register.simple_tag(takes_context=True)
def policy_notice(context: Mapping[str, Any]) -> Mapping[str, object]:
    """`coming`: day and numbers of a version that does not apply yet; `acknowledge`: whether this person is
    asked to acknowledge one.
    """
    user = context.get("user")
    signed_in = bool(user and user.is_authenticated)
    asked = to_acknowledge(user) is not None if user and signed_in else False
    return {"coming": notice(language_of(), signed_in=signed_in), "acknowledge": asked}
