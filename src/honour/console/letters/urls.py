"""The letters that are parked, and letting one go."""

from django.urls import path

from honour.console.letters import views

urlpatterns = [
    path("", views.parked_letters, name="parked_letters"),
    path("<int:number>/release/", views.release_letter, name="release_letter"),
]
