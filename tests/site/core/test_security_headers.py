import pytest

from aeexplain.site.core import security_headers


def test_scripts_come_from_this_site_alone_and_none_is_evaluated():
    scripts = next(
        part for part in security_headers.CONTENT_SECURITY_POLICY.split("; ") if part.startswith("script-src")
    )
    assert scripts == "script-src 'self' 'wasm-unsafe-eval'"
    assert "http" not in security_headers.CONTENT_SECURITY_POLICY


def test_every_page_gets_the_policy_as_a_header():
    assert (
        f"/*\n  Content-Security-Policy: {security_headers.CONTENT_SECURITY_POLICY}"
        in security_headers.headers_file(security_headers.CONTENT_SECURITY_POLICY)
    )


def test_hashed_files_may_be_kept_for_ever():
    assert "/assets/*\n  Cache-Control: public, max-age=31536000, immutable" in security_headers.headers_file(
        ""
    )


def test_a_server_sends_what_the_sites_own_headers_say(tmp_path):
    policy = security_headers.CONTENT_SECURITY_POLICY.replace("'self'", "'self' 'sha256-x'", 1)
    (tmp_path / "_headers").write_text(security_headers.headers_file(policy))
    assert security_headers.headers_of(tmp_path) == security_headers.page_headers(policy)
    (tmp_path / "_headers").write_text(security_headers.headers_alone())
    assert security_headers.headers_of(tmp_path) == security_headers.PAGE_HEADERS


FRAMED = ("/a/figures/b/", "/a/figures/b/index.html", "/a/figures/b/?c", "/%C3%A4/figures/b/")
CLOSED = (
    *("/", "/a/", "/a/figures/", "/tags/figures/", "/tags/figures/page/2/", "/a/figures/b", "/assets/a.js"),
    *("/figures/b/", "/a/b/figures/c/", "/a/?/figures/b/", "//figures/b/"),
)


@pytest.mark.parametrize("address", [*FRAMED, *CLOSED])
def test_the_pages_of_figures_may_be_framed_by_any_page_and_no_other_may(tmp_path, address):
    (tmp_path / "_headers").write_text(
        security_headers.headers_file(security_headers.CONTENT_SECURITY_POLICY)
    )
    headers = security_headers.headers_of(tmp_path, address)
    framed = headers["Content-Security-Policy"].endswith("; frame-ancestors *")
    assert framed == (address in FRAMED)
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_rules_of_a_path_hold_together_whether_a_host_sends_both_or_the_last():
    """Policies of two rules are both obeyed, and any that speaks of ancestors has X-Frame-Options passed over."""
    everywhere, figures, _ = security_headers.headers_file("default-src 'none'").split("\n\n")
    assert "frame-ancestors" not in everywhere
    assert figures == (
        "/:article/figures/:figure/\n  Content-Security-Policy: default-src 'none'; frame-ancestors *"
    )
