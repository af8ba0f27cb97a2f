"""What is to be mended."""

from django.urls import path

from honour.console.checks import views

urlpatterns = [
    path("", views.check, name="staff_check"),
]
