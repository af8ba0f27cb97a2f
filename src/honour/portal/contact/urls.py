"""The contact form, and the pages that its letters lead to."""

from django.urls import path

from honour.portal.contact import recovery, taking, views

urlpatterns = [
    path("", views.contact, name="contact"),
    path("sent/", views.sent, name="contact_sent"),
    path("mine/<str:reference>/<str:token>/", views.mine, name="contact_mine"),
    path("stop/<str:reference>/<str:token>/", views.stop, name="contact_stop"),
    path("stop/<str:reference>/", views.stop_signed_in, name="contact_stop_here"),
    path("recovery/", recovery.ask, name="recovery_ask"),
    path("recovery/stop/", recovery.stop_signed_in, name="recovery_stop_here"),
    path("recovery/stop/<str:token>/", recovery.stop, name="recovery_stop"),
    path("data/<str:reference>/<str:token>/", taking.archive, name="contact_archive"),
]
