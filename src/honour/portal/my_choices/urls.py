"""Choices: of cookies for everybody, and all others for whoever is signed in."""

from django.urls import path

from honour.portal.my_choices import views

urlpatterns = [
    path("choices/", views.cookies, name="cookie_choices"),
    path("choices/letters/<int:person>/<str:token>/", views.stop_letters, name="stop_letters"),
    path("me/choices/", views.my_choices, name="my_choices"),
    path("me/choices/consent/", views.consent, name="choose_consent"),
    path("me/choices/letters/", views.letters, name="choose_letters"),
    path("me/choices/cookies/", views.link_cookies, name="link_cookies"),
    path("me/choices/directives/", views.directives, name="directives"),
]
