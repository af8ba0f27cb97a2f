"""The requests that staff answer."""

from django.urls import path

from honour.console.requests import (
    acting,
    directives,
    erasing,
    evidence,
    exporting,
    lodged,
    monthly,
    views,
)

urlpatterns = [
    path("", views.listing, name="requests"),
    path("new/", views.type_in, name="request_typed_in"),
    path("months/", monthly.month, name="requests_last_month"),
    path("months/<str:written>/", monthly.month, name="requests_month"),
    path("months/<str:written>/requests.<str:form>", monthly.taken, name="requests_month_file"),
    path("lodged/<str:reference>/", lodged.lodged, name="request_lodged"),
    path("<str:reference>/", views.one, name="request_one"),
    path("<str:reference>/match/", acting.match, name="request_match"),
    path("<str:reference>/confirm/", acting.confirm, name="request_confirm"),
    path("<str:reference>/decide/", acting.decide, name="request_decide"),
    path("<str:reference>/erase/", erasing.erase, name="request_erase"),
    path("<str:reference>/directives/", directives.carry_out, name="request_directives"),
    path("<str:reference>/export/", exporting.export, name="request_export"),
    path("<str:reference>/evidence/", evidence.keep, name="request_evidence"),
    path("<str:reference>/evidence/<str:evidence_id>/", evidence.take, name="request_evidence_taken"),
    path("<str:reference>/hold/", acting.hold, name="request_hold"),
]
