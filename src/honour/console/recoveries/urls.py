"""Cases of assisted recovery."""

from django.urls import path

from honour.console.recoveries import views

urlpatterns = [
    path("", views.listing, name="recoveries"),
    path("<str:reference>/", views.one, name="recovery_one"),
    path("<str:reference>/propose/", views.propose, name="recovery_propose"),
    path("<str:reference>/confirm/", views.confirm, name="recovery_confirm"),
    path("<str:reference>/send/", views.send, name="recovery_send"),
    path("<str:reference>/refuse/", views.refuse, name="recovery_refuse"),
]
