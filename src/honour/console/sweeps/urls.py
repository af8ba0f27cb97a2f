"""What is due, the yes to it, and the holds."""

from django.urls import path

from honour.console.sweeps import holding, views

urlpatterns = [
    path("sweeps/", views.sweeps, name="sweeps"),
    path("sweeps/confirm/", views.confirm, name="sweep_confirm"),
    path("holds/", holding.holds, name="holds"),
    path("holds/<str:hold>/release/", holding.release, name="hold_release"),
]
