"""A site that Honour runs, opened by each process that answers its pages or works for it."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings as django_settings

from honour.carrying_out.documents import Receiving
from honour.carrying_out.ports import StateRefused
from honour.carrying_out.site import FilesOpened, Site
from honour.keeping.at_work import the_site
from honour.places.terms import local_day
from honour.promises.own_kinds import account_kind
from honour.promises.policy import Policy
from honour.proofs.own_security import Seen
from honour.website import state
from honour.website.address import address_of
from honour.website.checking import checked
from honour.website.clock import clock
from honour.website.database import address_of_state
from honour.website.editing import editing
from honour.website.enacted import last_that_applies
from honour.website.folder import Configuration, Serving, read_configuration, read_kept
from honour.website.in_force import policy_in_force
from honour.website.located import located_of
from honour.website.log import log_to
from honour.website.mapped import Mapped, as_carried_out, mapped
from honour.website.opening import open_site
from honour.website.own_look import logo_of, style_of, texts_of
from honour.website.pages import page_settings
from honour.website.papers import present
from honour.website.providers import offered
from honour.website.replayed import NotReplayed, refuse_unreplayed
from honour.wiring.geography import whereabouts_in
from honour.wiring.looking import Lend, lending
from honour.wiring.working_days import holidays_of

if TYPE_CHECKING:  # models load once Django is configured
    from honour.keeping.versions.actions import Enacted
    from honour.wiring.records import SiteRecords

SITE: Final = "HONOUR_SITE"
"""The environment's name for the folder of the site that a process serves."""


def open_running(folder: Path) -> Site:
    """The site of a folder, with Django told of its pages and database. Raises Unreadable, StateRefused."""
    configuration = read_configuration(folder)
    serving = configuration.serving
    if serving is None:
        raise StateRefused("honour.toml has no section [serve]: this site is connected to, not run by Honour")
    now = clock(configuration.demo)
    policy, text = policy_in_force(folder, configuration, now())
    state.configure(_pages(folder, configuration, serving, policy))
    as_mapped = mapped(folder, configuration, policy)
    records = open_site(
        folder,
        address=policy.site.address,
        demo=configuration.demo,
        now=now(),
        key_place=configuration.key_place,
        ledger=configuration.ledger,
        url=address_of_state(folder, configuration),
        served=True,
    )
    _refuse_unreplayed(records)
    records.remember_policy(policy.digest, text, now())
    from honour.wiring.sweeping import looking  # it loads models: once Django is told of them

    in_force = _enacted_as(folder, records, policy, now())
    site = Site(
        policy,
        records,
        now,
        configuration.demo,
        in_force.number if in_force else 0,
        dict(in_force.pages) if in_force else {},
        texts_of(folder, policy),
        style_of(configuration),
        logo_of(configuration),
        whereabouts_in(folder),
        as_mapped.never,
        account_kind(policy),
        _lending(folder, as_mapped, records, account_kind(policy)),
        carried=as_mapped.policy,
        holidays=holidays_of(policy.site.publisher.country),
        read=read_kept,
        checked=lambda: checked(folder, now()),
        secured=partial(_secured, folder, records),
        editing=editing(folder, configuration.demo, now),
        files=FilesOpened(configuration.files_per_hour, configuration.files_per_day),
        written=as_mapped.written,
        located=partial(located_of, folder, configuration, policy),
        papers=partial(present, folder, as_mapped.policy),
        receiving=_receiving(folder, configuration),
        sweeping=looking(records, configuration.demo, partial(as_carried_out, folder, configuration)),
    )
    records.remember_documents(site.texts, now())
    log_to(folder / "data" / "log", configuration.log_days, configuration.log_also)
    django_settings.SITE, django_settings.KEYS = site, records.journal_keys.keys
    # With the log's name: what was signed before a restore (links, sessions) opens nothing in its successor.
    django_settings.SECRET_KEY = records.derived_key(f"django signing for {records.origin}")
    return site


def _lending(folder: Path, as_mapped: Mapped, records: "SiteRecords", account: str) -> Lend:
    """What lends the stores, with what opens the sealed values in them."""
    from honour.wiring.opening_values import beside, openers  # these load models

    keys = records.journal_keys.keys
    besides = beside(account, keys, folder)
    return lending(as_mapped.policy, as_mapped.written, records, openers(keys), besides)


def _refuse_unreplayed(records: "SiteRecords") -> None:
    """Raises StateRefused on a site that a restore brought back."""
    try:
        refuse_unreplayed(records, None)
    except NotReplayed as error:
        raise StateRefused(str(error)) from None


def _secured(folder: Path, records: "SiteRecords") -> tuple[Seen, ...]:
    """What the site at work sees of its own security."""
    from honour.website.own_security import looked_at  # it loads models, and all of HTTP

    return looked_at(folder, records, the_site())


def _receiving(folder: Path, configuration: Configuration) -> Receiving:
    """How the site takes documents."""
    from honour.wiring.documents import documents_of, scanning

    most, place = configuration.documents_most * 1024 * 1024, configuration.documents_antivirus
    return Receiving(documents_of(folder), most, scanning(place) if place else None)


def _pages(folder: Path, configuration: Configuration, serving: Serving, policy: Policy) -> dict[str, Any]:
    """What Django is told of the pages."""
    return page_settings(
        policy,
        address=address_of(policy, configuration, serving),
        static=folder / "data" / "static",
        proxy=serving.proxy,
        subdomains=serving.subdomains,
        upload_most=configuration.documents_most * 1024 * 1024,
        providers=offered(policy.account, configuration.sign_in) if policy.account else (),
    )


def tell_of_people(folder: Path, configuration: Configuration, policy: Policy) -> None:
    """Tell Django of people's tables too, for a command that opens what lies sealed there: before the site is
    opened, once in a process.
    """
    assert configuration.serving is not None  # else there are no such tables
    address = address_of(policy, configuration, configuration.serving)
    state.configure(page_settings(policy, address=address, static=folder / "data" / "static"))


def _enacted_as(folder: Path, records: "SiteRecords", policy: Policy, now: datetime) -> "Enacted | None":
    """The version that a policy was enacted as; None for a draft, as one is that another has replaced."""
    enacted = records.enacted_by(policy.digest)
    last = last_that_applies(folder, local_day(now, policy.site.time_zone))
    return enacted if enacted and enacted.number >= last else None
