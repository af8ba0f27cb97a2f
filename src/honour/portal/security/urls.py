"""Sessions, sign-ins and the links of alerts, below `/account/`."""

from django.urls import path

from honour.portal.security import confirming, joining, social, views

urlpatterns = [
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/end/", views.end_session, name="end_session"),
    path("sessions/end-others/", views.end_others, name="end_others"),
    path("confirm-by-code/", confirming.confirm_by_code, name="confirm_by_code"),
    path("staff/<str:token>/", joining.join_staff, name="join_staff"),
    path("facebook/login/", social.facebook_login, name="facebook_login"),
    path("facebook/login/callback/", social.facebook_callback, name="facebook_callback"),
    path("google/login/", social.google_login, name="google_login"),
    path("google/login/callback/", social.google_callback, name="google_callback"),
    path("not-me/<str:token>/", views.not_me, name="not_me"),
]
