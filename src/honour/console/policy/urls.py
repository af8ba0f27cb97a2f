"""The editor of the policy."""

from django.urls import path

from honour.console.policy import views

urlpatterns = [
    path("", views.edit, name="edit_policy"),
    path("check/", views.check, name="check_policy"),
    path("discard/", views.discard, name="discard_policy"),
    path("publish/", views.publish, name="publish_policy"),
]
