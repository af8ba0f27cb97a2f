"""Every address of a site that Honour runs."""

from django.urls import include, path

from honour.keeping.at_work import the_trades

urlpatterns = [
    path("", include("honour.portal.urls")),
    path("account/", include("honour.portal.security.urls")),
    path("account/", include("honour.portal.account.urls")),
    path("me/", include("honour.portal.my_rights.urls")),
    path("contact/", include("honour.portal.contact.urls")),
    path("requests/", include("honour.console.requests.urls")),
    path("", include("honour.portal.my_choices.urls")),
    path("me/data/", include("honour.portal.my_data.urls")),
    path("staff/", include("honour.console.overview.urls")),
    path("staff/people/", include("honour.console.people.urls")),
    path("staff/", include("honour.console.sweeps.urls")),
    path("staff/register/", include("honour.console.register.urls")),
    path("staff/check/", include("honour.console.checks.urls")),
    path("staff/security/", include("honour.console.own_security.urls")),
    path("staff/policy/", include("honour.console.policy.urls")),
    path("staff/habilitations/", include("honour.console.habilitations.urls")),
    path("staff/recoveries/", include("honour.console.recoveries.urls")),
    path("staff/breaches/", include("honour.console.breaches.urls")),
    path("staff/disclosures/", include("honour.console.disclosures.urls")),
    path("letters/", include("honour.console.letters.urls")),
    path("outbox/", include("honour.console.outbox.urls")),
    *(path("", include(f"{app}.urls")) for trade in the_trades() for app in trade.apps),
    path("", include("honour.portal.policy.urls")),  # last: it takes every plain word for a document
]

handler400 = "honour.portal.errors.bad_request"
handler403 = "honour.portal.errors.forbidden"
handler404 = "honour.portal.errors.not_found"
handler500 = "honour.portal.errors.fault"
