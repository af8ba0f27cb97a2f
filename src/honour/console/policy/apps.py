"""Where Django finds these pages."""

from django.apps import AppConfig


class EditPolicy(AppConfig):
    """The editor of the policy."""

    name = "honour.console.policy"
    label = "console_policy"
