"""The template tag `policy_of`: where another platform's own privacy policy can be read."""

from django import template

from honour.keeping.at_work import the_site

register = template.Library()


@register.simple_tag
def policy_of(platform: str) -> str:
    """The address that the policy gives among its recipients; empty where it gives none."""
    recipient = the_site().policy.recipients.get(platform)
    return (recipient.policy or "") if recipient else ""
