"""What a person may ask for, below `/me/`."""

from django.urls import path

from honour.portal.my_rights import erasing, objecting, one, porting, restricting, views

urlpatterns = [
    path("requests/", views.my_requests, name="my_requests"),
    path("requests/<str:request_id>/", views.my_receipt, name="my_receipt"),
    path("requests/<str:request_id>/receipt.json", views.my_receipt_file, name="my_receipt_file"),
    path("erase/", erasing.erase_my_data, name="erase_my_data"),
    path("close/", erasing.close_my_account, name="close_my_account"),
    path("restrict/", restricting.restrict_my_data, name="restrict_my_data"),
    path("restrict/lift/", restricting.lift_restriction, name="lift_restriction"),
    path("object/", objecting.object_to_use, name="object_to_use"),
    path("one/", one.ask_about_one, name="ask_about_one"),
    path("port/", porting.port_my_data, name="port_my_data"),
    path("receipt/<str:token>/", views.receipt, name="receipt"),
    path("receipt/<str:token>/receipt.json", views.receipt_file, name="receipt_file"),
]
