"""Demands for somebody's data, below `/staff/disclosures/`."""

from django.urls import path

from honour.console.disclosures import leaving, views

urlpatterns = [
    path("", views.listing, name="disclosures"),
    path("new/", views.new, name="disclosure_new"),
    path("<str:number>/", views.one, name="disclosure_one"),
    path("<str:number>/amend/", views.amend, name="disclosure_amend"),
    path("<str:number>/approve/", leaving.approve, name="disclosure_approve"),
    path("<str:number>/refuse/", leaving.refuse, name="disclosure_refuse"),
    path("<str:number>/letter/<str:language>/<str:form>/", leaving.letter, name="disclosure_letter"),
    path("<str:number>/extract/", leaving.extract, name="disclosure_extract"),
    path("<str:number>/end/", leaving.end, name="disclosure_end"),
]
