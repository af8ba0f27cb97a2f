"""The front page of staff."""

from django.urls import path

from honour.console.overview import views

urlpatterns = [
    path("", views.overview, name="staff_overview"),
]
