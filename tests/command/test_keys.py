"""`honour keys`: what it shows, and that turning is done when it is due, also by a sweep."""

import re

import pytest

from honour.connectors.key_place import epochs as epochs_of
from tests.command.test_json import fits
from tests.journeys.shop import NOW, TREMBLAY, Shop

IN_A_WEEK = "2026-12-08T10:00+00:00"
IN_TWO_WEEKS = "2026-12-15T10:00+00:00"
IN_2033 = "2033-06-15T12:00+00:00"
IN_THREE_WEEKS = "2026-12-22T10:00+00:00"


def epochs(shop: Shop) -> list[str]:
    return sorted(path.name for path in shop.keys.glob("epoch-*"))


def test_the_state_of_the_keys_is_shown_and_nothing_is_changed(shop: Shop) -> None:
    shown = shop.run("keys")
    assert shown.code == 0
    assert "epoch 1 began on 2026-12-01, 0 days ago; the next turning is due on 2026-12-08" in shown.out
    due = shop.run("keys", now=IN_A_WEEK)
    assert due.code == 1
    assert due.out.endswith("To turn them: honour keys --turn\n")
    assert epochs(shop) == ["epoch-1.key"]


def test_keys_are_turned_when_due_and_everything_still_opens(shop: Shop) -> None:
    with (shop.site / "policy.yaml").open("a") as policy:
        policy.write("\nprotect:\n  backups: {kept: 30 days, country: FR}\n")
    assert shop.run("person", TREMBLAY, "--why", "he wrote to us").code == 0
    assert shop.really("erase", TREMBLAY).code == 0
    assert fits(shop.run("keys", "--turn", "--json"), "keys")["turned"] is None
    document = fits(shop.run("keys", "--turn", "--json", now=IN_A_WEEK), "keys")
    assert document["turned"]["epoch"] == 2
    assert document["turned"]["cells"] == document["cells"] > 0
    assert (document["due"], document["waiting"], document["held"]) == (False, 0, [2])
    assert epochs(shop) == ["epoch-2.key"]
    assert [act["act"] for act in shop.journal()][-1] == "keys turned"
    again = fits(shop.run("erase", TREMBLAY, "--json", now=IN_A_WEEK), "erase")
    assert again["receipt"]["levels"]["keys"] == "by 2026-12-18"
    assert again["receipt"]["levels"]["backups"] == "by 2027-01-01, as the policy says of backups"
    assert shop.run("keys", "--turn", now=IN_TWO_WEEKS).code == 0
    again = fits(shop.run("erase", TREMBLAY, "--json", now=IN_TWO_WEEKS), "erase")
    assert again["receipt"]["levels"]["keys"] == "gone"


def test_keys_are_turned_early_when_asked_and_never_by_half_a_word(shop: Shop) -> None:
    alone = shop.run("keys", "--early")
    assert alone.code == 2
    assert "honour keys --turn --early" in alone.err
    turned = shop.run("keys", "--turn", "--early")
    assert re.search(r"wrapped under the key of epoch 2; older keys are destroyed", turned.out)
    assert epochs(shop) == ["epoch-2.key"]


def test_a_sweep_that_is_carried_out_turns_the_keys_too(shop: Shop) -> None:
    assert shop.run("sweep", now=IN_A_WEEK).code == 0
    assert epochs(shop) == ["epoch-1.key"]
    digest = fits(shop.run("sweep", "--json", now=IN_2033), "sweep")["digest"]
    told = shop.run("sweep", "--really", digest, "--json", now=IN_2033)
    assert (told.code, len(fits(told, "sweep")["receipts"])) == (0, 1)
    assert epochs(shop) == ["epoch-2.key"]


def test_a_sweep_is_done_even_where_the_keys_cannot_be_turned_and_says_so(shop: Shop) -> None:
    digest = shop.digest("sweep", now=IN_2033)
    with epochs_of.changing(shop.keys):
        told = shop.run("sweep", "--really", digest, now=IN_2033)
    assert (told.code, "Receipt of request" in told.out) == (0, True)
    assert "The keys were not turned: another program is changing the keys" in told.err
    assert "honour keys --turn" in told.err
    assert epochs(shop) == ["epoch-1.key"]
    assert shop.run("keys", "--turn", now=IN_2033).code == 0
    assert epochs(shop) == ["epoch-2.key"]


def test_prove_says_when_the_keys_are_not_turned(shop: Shop) -> None:
    def state(now: str) -> str:
        promises = fits(shop.run("prove", "--json", now=now), "prove")["promises"]
        [found] = [one for one in promises if one["place"] == "key place"]
        return str(found["state"])

    assert state(NOW) == "kept"
    assert state(IN_THREE_WEEKS) == "not kept"
    assert shop.run("keys", "--turn", now=IN_THREE_WEEKS).code == 0
    assert state(IN_THREE_WEEKS) == "kept"


@pytest.mark.parametrize("spoil", ["link", "inside"])
def test_a_key_place_that_would_not_keep_keys_apart_is_refused(shop: Shop, spoil: str) -> None:
    if spoil == "link":
        shop.keys.rename(shop.folder / "elsewhere")
        shop.keys.symlink_to(shop.folder / "elsewhere")
    else:
        shop.keys.rename(shop.site / "data/keys")
        (shop.site / "honour.toml").write_text('demo = true\nkey_place = "data/keys"\n')
    told = shop.run("keys")
    assert told.code == 3
    assert {"link": "is a link", "inside": "every backup of the data would hold the keys"}[spoil] in told.err
