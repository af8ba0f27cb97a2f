"""The addresses of documents, below those of their ticket."""

from django.urls import path

from honour.trades.support.documents import staff, views

UPLOAD = "ticket_document_upload"

urlpatterns = [
    path("tickets/<str:reference>/documents/", views.documents, name="ticket_documents"),
    path("tickets/<str:reference>/documents/upload/", views.upload, name=UPLOAD),
    path("tickets/<str:reference>/documents/serial/", views.serial, name="ticket_document_serial"),
    path("tickets/<str:reference>/documents/<str:document>/", views.download, name="ticket_document"),
    path("tickets/<str:reference>/documents/<str:document>/show/", views.show, name="ticket_document_show"),
    path(
        "tickets/<str:reference>/documents/<str:document>/destroy/",
        views.destroy,
        name="ticket_document_destroy",
    ),
    path("staff/tickets/<str:reference>/documents/", staff.documents, name="staff_ticket_documents"),
    path(
        "staff/tickets/<str:reference>/documents/<str:document>/",
        staff.download,
        name="staff_ticket_document",
    ),
    path(
        "staff/tickets/<str:reference>/documents/<str:document>/show/",
        staff.show,
        name="staff_ticket_document_show",
    ),
]
