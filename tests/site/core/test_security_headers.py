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
