"""What people show one another on a site: `share … with: other users | everybody` (C25, C26)."""

import pytest

from honour.promises.checks import check
from honour.promises.compare import compare
from honour.promises.languages import Language
from honour.promises.policy import read
from honour.promises.sentences import share_sentence
from honour.publishing.at_a_glance import recipients_of
from honour.wiring.offers import OFFERS
from tests.promises.checking import ZONES, found, reasons, swapped
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import refused

LINE = "{data: contact, with: other users, hidden by: [the person, staff]}"
FORUM = swapped(SHOP, ("{data: contact, with: nobody}", LINE))


@pytest.mark.parametrize(
    ("language", "users", "anybody"),
    [
        (
            "en",
            (
                "The other users of this site can see your name and e-mail address. You can hide them in "
                "your own "
                "space. Our staff can hide them where a law or the rules of this site ask for it, and tell "
                "you so; they never show anything in your place."
            ),
            "Anybody can read your name and e-mail address on this site, without signing in.",
        ),
        (
            "fr",
            (
                "Les autres utilisateurs du site peuvent consulter votre nom et votre adresse "
                "électronique. Vous "
                "pouvez les masquer dans votre espace personnel. Notre équipe peut les masquer si la loi "
                "ou les "
                "règles du site l'exigent, et vous en avertit ; elle ne montre jamais rien à votre place."
            ),
            "Chacun peut consulter votre nom et votre adresse électronique sur ce site, sans s'y connecter.",
        ),
    ],
)
def test_who_sees_data_on_the_site_and_who_hides_them_is_told(
    language: Language, users: str, anybody: str
) -> None:
    assert found(FORUM) == []
    forum = read(FORUM.encode(), "p")
    said = share_sentence(forum, forum.share[0], language)
    assert said.replace("\u00a0", " ") == users
    assert faults(said, language) == []
    public = read(FORUM.replace("with: other users", "with: everybody").encode(), "p")
    assert share_sentence(public, public.share[0], language).startswith(anybody)
    assert recipients_of(forum, "contact", language)[-1] in (
        "the other users of this site",
        "les autres utilisateurs du site",
    )


def test_what_nobody_can_hide_is_a_finding_that_its_mend_removes_c26() -> None:
    text = swapped(FORUM, (", hidden by: [the person, staff]", ""))
    [finding] = found(text)
    assert finding.reason == (
        "the other users of this site see these data, and nobody is said to be able to hide them"
    )
    assert finding.source == "C26; GDPR Art. 25(2)"
    assert "hidden by: [the person, staff]" in finding.mend


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("protect:\n  shown on the site to: the person alone\n", "only the person is said to see data"),
        ("never: [share with other users]\n", "“share with other users” is promised never"),
    ],
)
def test_what_others_see_cannot_be_the_persons_alone_c25(more: str, reason: str) -> None:
    staff = FORUM.replace("hidden by: [the person, staff]", "hidden by: staff")
    [said] = reasons(staff + more)
    assert said.startswith(reason)
    # Who can hide what is hers publishes by her own choice, which the promise excepts.
    assert reasons(FORUM + "never: [share with other users]\n") == []


def test_a_ticket_that_others_see_is_no_ticket_of_the_author_alone_c25() -> None:
    desk = (
        swapped(FORUM, ("[name, e-mail]", "[ticket text]"))
        + "offer:\n  support: {visibility: the author alone}\n"
    )
    policy = read(desk.encode(), "policy.yaml", OFFERS)
    said = [each.reason for each in check(policy, ZONES)]
    assert any("`visibility` is the author alone" in each for each in said), said


def test_health_shown_to_others_needs_a_condition_that_allows_it() -> None:
    text = swapped(
        FORUM, ("of: customer}\n", "of: customer, special categories: {of: health, because: care}}\n")
    )
    text = swapped(
        text,
        (
            (
                "invoice: {holds: [postal address, invoice], of: customer, special categories: "
                "{of: health, because: care}}"
            ),
            "invoice: {holds: [postal address, invoice], of: customer}",
        ),
    )
    assert any("“contact” tells of health, and others see it" in said for said in reasons(text))
    agreed = text.replace("because: care", "because: explicit consent")
    assert not any("others see it" in said for said in reasons(agreed))


def test_what_goes_to_nobody_is_not_seen_by_others() -> None:
    text = FORUM.replace(LINE, f"{LINE}\n  - {{data: contact, with: nobody}}")
    assert reasons(text) == ["“contact” goes to nobody here, and to other users on line 22"]


def test_that_others_will_see_data_is_told_before_it_applies() -> None:
    changes = {
        each.place: each for each in compare(read(SHOP.encode(), "p"), read(FORUM.encode(), "p")).changes
    }
    told = changes["share: other users"]
    assert told.effects == ("told",)
    assert told.said.en == ("The other users of this site will be able to see your name and e-mail address.")
    assert told.said.fr == (
        "Les autres utilisateurs du site pourront consulter votre nom et votre adresse électronique."
    )
    back = {each.place: each for each in compare(read(FORUM.encode(), "p"), read(SHOP.encode(), "p")).changes}
    assert back["share: other users"].effects == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{data: contact, with: other users, publish: yes}", "`publish` speaks of a recipient"),
        (
            "{data: contact, with: host, publish: yes, hidden by: staff}",
            "the staff cannot hide what a recipient",
        ),
        ("{data: contact, with: everybody, hidden by: [nobody, staff]}", "share: hidden by: “nobody” stands"),
        ("{data: contact, with: other user}", "`recipients` does not declare “other user”"),
    ],
)
def test_a_slip_is_a_finding(line: str, reason: str) -> None:
    findings = refused(swapped(SHOP, ("{data: contact, with: nobody}", line)))
    assert any(said.startswith(reason) for _, said, _ in findings), findings


def test_an_audience_cannot_name_a_recipient() -> None:
    text = swapped(SHOP, ("  host:", "  everybody:"))
    assert any("has its own meaning after `with`" in said for _, said, _ in refused(text))
