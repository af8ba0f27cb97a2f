"""The first page, and the choice of language."""

from django.urls import path

from honour.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("look.css", views.look, name="look"),
    path("logo", views.logo, name="logo"),
    path("language/", views.choose_language, name="choose_language"),
]
