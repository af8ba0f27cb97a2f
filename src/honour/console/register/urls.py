"""The register, and the same as a file."""

from django.urls import path

from honour.console.register import views

urlpatterns = [
    path("", views.shown, name="register"),
    path("register.<str:form>", views.taken, name="register_file"),
]
