"""`honour serve`: the site, in one process tree."""

import argparse

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import site_of
from honour.website.address import address_of
from honour.website.folder import read_configuration, read_policy
from honour.website.serving import serve, work


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    share = parser.add_mutually_exclusive_group()
    share.add_argument("--web-only", action="store_true", help="pages alone: workers run on other machines")
    share.add_argument("--worker-only", action="store_true", help="a worker alone: no pages, no port")


def run(arguments: argparse.Namespace) -> Exit:
    """Serve until told to end. Raises Unreadable, WrongUse, StateRefused."""
    site = site_of(arguments)
    policy, _ = read_policy(site)
    configuration = read_configuration(site)
    if configuration.serving is None:
        raise WrongUse(
            "honour.toml has no section [serve]: this site is connected to, not run by Honour;"
            " `honour new DIR` makes one that is"
        )
    address = address_of(policy, configuration, configuration.serving)
    if arguments.worker_only:
        if arguments.json:
            telling.as_json({"address": address})
        work(site, policy.site.time_zone, configuration.demo)
        return Exit.DONE

    def say() -> None:
        if arguments.json:
            telling.as_json({"address": address})
        else:
            telling.aside(f"{policy.site.name} is at {address} (Ctrl-C ends it)")

    zone = policy.site.time_zone
    serve(site, configuration, configuration.serving, address, say, zone, arguments.web_only)
    return Exit.DONE
