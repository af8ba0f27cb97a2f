"""One journey in the browser that the support desk's policy names as supported."""

from pathlib import Path

import pytest

from tests.firefox import firefox
from tests.portal.visiting import PASSWORD, demo, link


@pytest.mark.promise("S0-52")
def test_in_firefox_somebody_signs_up_confirms_signs_in_and_out(tmp_path: Path) -> None:
    with demo(tmp_path, "support-desk") as site, firefox(tmp_path / "profile") as browser:
        home = f"https://localhost:{site.port}"
        browser.goto(f"{home}/privacy/")
        assert "Firefox" in browser.evaluate("document.querySelector('main').innerText")
        browser.goto(f"{home}/account/signup/")
        browser.write("input[name=email]", "fox@exemple.example")
        browser.write("input[name=username]", "fox")
        browser.write("input[name=password1]", PASSWORD)
        browser.evaluate("document.querySelector('input[name=read]').click()")
        browser.click("main form button")
        browser.goto(home + link(site, "fox@exemple.example"))
        browser.click("main form button")
        browser.goto(f"{home}/account/login/")
        if browser.evaluate("!!document.querySelector('input[name=login]')"):
            browser.write("input[name=login]", "fox")
            browser.write("input[name=password]", PASSWORD)
            browser.click("main form button")
        browser.goto(f"{home}/account/")
        assert "fox@exemple.example" in browser.evaluate("document.querySelector('main').innerText")
        browser.click("header form[action='/account/logout/'] button")
        browser.goto(f"{home}/account/")
        assert "/account/login/" in browser.evaluate("location.href")
