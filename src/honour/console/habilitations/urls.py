"""The roles of the staff."""

from django.urls import path

from honour.console.habilitations import views

urlpatterns = [
    path("", views.listing, name="habilitations"),
    path("<int:number>/review/", views.reviewed, name="habilitation_review"),
    path("<int:number>/end/", views.ended, name="habilitation_end"),
]
