"""What the site sees of its own security."""

from django.urls import path

from honour.console.own_security import views

urlpatterns = [
    path("", views.own_security, name="own_security"),
]
