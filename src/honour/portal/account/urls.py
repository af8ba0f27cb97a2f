"""A person's account: our pages first, then allauth's for what they leave."""

from django.urls import include, path, re_path

from honour.portal.account import recovering, views

urlpatterns = [
    path("", views.my_account, name="my_account"),
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("signup/", views.SignUpView.as_view(), name="account_signup"),
    path("email/", views.change_address, name="account_email"),
    path("confirm-email/<str:token>/", views.confirm_address, name="account_confirm_email"),
    path("password/reset/", recovering.ask, name="account_reset_password"),
    path("password/reset/done/", recovering.sent, name="account_reset_password_done"),
    path("password/reset/key/<str:token>/", recovering.choose, name="account_reset_password_from_key"),
    re_path("^password/reset/key/", recovering.no_such_link, name="account_reset_no_such_link"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", include("allauth.socialaccount.urls")),
]
