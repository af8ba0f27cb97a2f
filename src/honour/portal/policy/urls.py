"""The policy in force, its history, and what stands beside it."""

from django.urls import path, re_path

from honour.portal.policy import acknowledging, advising, history, views

urlpatterns = [
    path("privacy/history/", history.history, name="policy_history"),
    path("privacy/history/compare/", history.compared, name="policy_compared"),
    path("privacy/history/<int:number>/", history.version, name="policy_version"),
    path("privacy/acknowledge/", acknowledging.acknowledge, name="acknowledge"),
    path("privacy/text.<str:form>", views.download, name="policy_text"),
    re_path(r"^privacy/?$", views.privacy, name="privacy"),
    re_path(r"^security/?$", advising.security, name="security_advice"),
    re_path(r"^recipients/?$", advising.recipients, name="recipients"),
    re_path(r"^cookies/?$", advising.cookies, name="cookies"),
    path("<slug:name>/versions/", views.document_versions, name="document_versions"),
    path("<slug:name>/versions/<int:number>/", views.document_version, name="document_version"),
    re_path(r"^(?P<name>[a-z]+(?:-[a-z]+)*)/?$", views.document, name="document"),
]
