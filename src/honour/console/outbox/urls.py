"""The outbox."""

from django.urls import path

from honour.console.outbox import views

urlpatterns = [path("", views.outbox, name="outbox")]
