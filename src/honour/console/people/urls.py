"""The files of people. No address names anybody: who is meant stands in the form alone."""

from django.urls import path

from honour.console.people import views

urlpatterns = [
    path("", views.people, name="people"),
]
