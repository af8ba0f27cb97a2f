"""What is never done: a closed list, published with the exceptions that are true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.languages import LANGUAGES
from honour.promises.never import ACTS, CONSTRUCTS, Never
from honour.promises.policy import read
from honour.promises.worded import worded
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import position, refused

ALONE = SHOP.replace(
    "  host: {name: Hébergeur SAS, role: processor, country: FR, stores: everything}\n", ""
).replace("recipients:\n", "")
TWO = SHOP.replace(
    "collect:\n", "  club: {name: Club Ltd, role: joint controller, country: IE}\ncollect:\n", 1
)


def told(text: str, act: str) -> tuple[str, str]:
    policy = read((text + f"never: [{act}]\n").encode(), "p")
    [english], [french] = worded(policy, "never", "en"), worded(policy, "never", "fr")
    return english, french.replace("\u00a0", " ")


def test_the_section_is_read_in_the_order_of_the_file_and_each_act_once() -> None:
    text = SHOP + "never: [use trackers, sell data, use trackers]\n"
    policy = read(text.encode(), "p")
    assert policy.never == (Never("use trackers"), Never("sell data"))
    assert str(policy.never[1].at) == f"p:{position(text, 'sell data')}"
    assert read(SHOP.encode(), "p").never == ()


@pytest.mark.parametrize(
    ("written", "reason", "mend"),
    [
        ("use tracker", "never cannot be “use tracker”", "write `use trackers`"),
        ("share data", "no site can promise this without exception", "write `pass data on`"),
        ("Share with third parties", "no site can promise this without exception", "write `pass data on`"),
        ("use web anchors", "an invisible image that tells who opened a page", "`never: [use web beacons]`"),
    ],
)
def test_a_word_outside_the_list_is_a_finding_with_what_to_write(
    written: str, reason: str, mend: str
) -> None:
    text = SHOP + f"never: [sell data, {written}]\n"
    told_first = refused(text)[0]
    assert told_first[0] == position(text, f"{written}]")
    assert told_first[1].startswith(reason)
    assert mend in told_first[2]


def test_never_that_is_no_list_of_words_is_a_finding() -> None:
    assert refused(SHOP + "never: {sell data: yes}\n")[0][1] == "never is a mapping, not text"


@pytest.mark.parametrize(
    ("act", "english", "french"),
    [
        (
            "watch navigation",
            "We never watch or analyse how you move around this site, unless the law obliges us to.",
            (
                "Nous n'observons ni n'analysons jamais votre navigation sur ce site, sauf si la loi nous y "
                "oblige."
            ),
        ),
        (
            "target advertising",
            "We never target advertising at you: where there is any, it is the same for everybody.",
            "Nous ne ciblons jamais la publicité : s'il y en a, elle est la même pour tous.",
        ),
        (
            "use trackers",
            "We never use trackers to follow you, on this site or elsewhere.",
            "Nous n'utilisons jamais de traceurs pour vous suivre, ni sur ce site ni ailleurs.",
        ),
        (
            "tell social platforms of visits",
            (
                "We never let a social platform learn of your visit before you click on its link, to sign in "
                "or to share a page."
            ),
            (
                "Nous ne laissons jamais une plateforme sociale apprendre votre visite avant que vous "
                "ne cliquiez sur son lien, pour vous connecter ou pour partager une page."
            ),
        ),
        (
            "sell data",
            "We never sell or rent out your data.",
            "Nous ne vendons ni ne louons jamais vos données.",
        ),
        (
            "share with other users",
            (
                "We never show your data to other users, unless you choose to publish them or the law "
                "obliges us to."
            ),
            (
                "Nous ne montrons jamais vos données à d'autres utilisateurs, sauf si vous choisissez de les "
                "publier "
                "ou si la loi nous y oblige."
            ),
        ),
        (
            "prospect",
            "We never use your data for commercial prospecting, nor do we pass them on for it.",
            (
                "Nous n'utilisons jamais vos données à des fins de prospection commerciale et ne les "
                "communiquons "
                "jamais dans ce but."
            ),
        ),
        (
            "promote by telephone",
            "We never use your telephone number to promote our services.",
            "Nous n'utilisons jamais votre numéro de téléphone pour promouvoir nos services.",
        ),
    ],
)
def test_an_act_is_told_in_both_languages(act: str, english: str, french: str) -> None:
    assert told(SHOP, act) == (english, french)


def test_passing_data_on_is_told_with_every_recipient_and_the_law_as_exceptions() -> None:
    assert told(TWO, "pass data on") == (
        (
            "We never pass your data on to third parties, except to our host and Club Ltd, each only for "
            "what this "
            "page says, and to an authority where the law obliges us to."
        ),
        (
            "Nous ne communiquons jamais vos données à des tiers, sauf à notre hébergeur et à Club Ltd, "
            "pour les "
            "seuls usages indiqués sur cette page, ainsi qu'aux autorités lorsque la loi nous y oblige."
        ),
    )


def test_passing_data_on_without_recipients_still_names_the_law() -> None:
    assert told(ALONE, "pass data on") == (
        "We never pass your data on to third parties, unless the law obliges us to.",
        "Nous ne communiquons jamais vos données à des tiers, sauf si la loi nous y oblige.",
    )


def test_never_without_exception_stands_only_before_acts_that_no_law_can_command() -> None:
    # The list itself is the decision; it is written out so that a new act is thought about.
    plain = {act for act in ACTS if not any(word in told(TWO, act)[0] for word in ("unless", "except"))}
    assert plain == {
        "target advertising",
        "use trackers",
        "use web beacons",
        "tell social platforms of visits",
        "sell data",
        "prospect",
        "promote by telephone",
        "collect more than needed",
    }


def test_the_example_is_read() -> None:
    policy = read((SHOP + CONSTRUCTS[0].example).encode(), "p")
    assert [each.act for each in policy.never] == [
        "watch navigation",
        "target advertising",
        "use trackers",
        "pass data on",
    ]


@given(st.lists(st.sampled_from(sorted(ACTS)), min_size=1, unique=True), st.sampled_from([SHOP, TWO, ALONE]))
def test_no_promise_shows_that_it_was_assembled(acts: list[str], text: str) -> None:
    policy = read((text + f"never: [{', '.join(acts)}]\n").encode(), "p")
    for language in LANGUAGES:
        said = worded(policy, "never", language)
        assert len(said) == len(acts)
        assert [fault for each in said for fault in faults(each, language)] == []


def test_a_right_that_is_defended_is_an_exception_too() -> None:
    defended = TWO.replace("{data: contact, with: nobody}", "{data: everything, procedure: own rights}")
    english, french = told(defended, "pass data on")
    assert "for what this page says, to a court or our counsel where we defend a right, and to an" in english
    assert "à une juridiction ou à nos conseils pour la défense d'un droit, ainsi qu'aux" in french
