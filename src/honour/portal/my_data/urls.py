"""A person's own data, below `/me/data/`."""

from django.urls import path

from honour.portal.my_data import correcting, downloading, elsewhere, leaving, views

urlpatterns = [
    path("", views.my_data, name="my_data"),
    path("looked/", views.who_looked, name="my_data_looked"),
    path("correct/", correcting.correct, name="my_data_correct"),
    path("correct/user-name/", correcting.correct_user_name, name="my_data_user_name"),
    path("correct/elsewhere/", elsewhere.correct_elsewhere, name="my_data_elsewhere"),
    path("leave/", leaving.leave, name="my_data_leave"),
    path("download/", downloading.download, name="my_data_download"),
]
