"""Staff who show their second factor: as the console asks before it opens a file."""

from dataclasses import dataclass, field
from typing import Final

from tests.console.cast import prove
from tests.portal.security.cast import add_app, where
from tests.portal.visiting import PASSWORD, sign_in, sign_up
from tests.running import Answer, Browser, Running
from tests.website.test_own_tables import asked

PEOPLE: Final = "/staff/people/"


@dataclass(slots=True)
class Clerk:
    """A member of staff, signed in; `secret` is that of his authenticator app."""

    site: Running
    name: str
    browser: Browser
    secret: str = field(repr=False)

    def proves(self, page: str) -> Answer:
        """Show the second factor where a page asks for it; the page."""
        shown = self.browser.get(page)
        if shown.status == 302 and "/2fa/reauthenticate/" in where(shown):
            prove(self.site, self.browser, self.secret)
            shown = self.browser.get(page)
        return shown

    def opens(self, who: str, purpose: str, role: str, why: str = "case 12, asked by telephone") -> Answer:
        """Ask for somebody's file."""
        assert self.proves(PEOPLE).status == 200
        return self.browser.send(PEOPLE, {"who": who, "task": f"{role}|{purpose}", "why": why})


def clerk(site: Running, name: str, *roles: str) -> Clerk:
    """Somebody with roles and an authenticator app, signed in."""
    sign_up(site, name)
    for role in roles:
        added = asked("staff", "add", f"{name}@exemple.example", "--role", role, "--site", site.folder)
        assert added.returncode == 0, added.stderr
    browser = sign_in(site, f"{name}@exemple.example")
    return Clerk(site, name, browser, add_app(browser, PASSWORD))
