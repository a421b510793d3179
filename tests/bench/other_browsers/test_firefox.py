"""What needs no Firefox: that it is missing is told, what its profile says, and how a page tells its host."""

import urllib.request

import pytest

from aeexplain.bench.hosts import Host
from aeexplain.bench.other_browsers import firefox
from aeexplain.errors import ExplainError


def test_a_machine_without_firefox_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(firefox.shutil, "which", lambda _: None)
    with pytest.raises(ExplainError, match=r"there is no Firefox.*firefox-esr"):
        firefox.firefox_costs(tmp_path)


def test_the_profile_says_true_and_false_and_texts_as_javascript_does():
    lines = firefox.preferences().splitlines()
    assert 'user_pref("browser.newtabpage.enabled", false);' in lines
    assert 'user_pref("app.update.disabledForTesting", true);' in lines
    assert 'user_pref("browser.startup.homepage_override.mstone", "ignore");' in lines
    assert len(lines) == len(firefox.PREFERENCES)


def test_a_host_takes_what_a_page_posts(tmp_path):
    with Host(tmp_path, "br") as host:
        request = urllib.request.Request(host.url + "live", b"123.5", method="POST")
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.status == 204
        assert host.posted.get(timeout=10) == "123.5"
