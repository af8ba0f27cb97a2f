"""The files of people. No address names anybody: who is meant stands in the form alone."""

from django.urls import path

from honour.console.people import looked, views

urlpatterns = [
    path("", views.people, name="people"),
    path("looked/", looked.looked, name="people_looked"),
]
