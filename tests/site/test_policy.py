from aeexplain.site import policy


def test_scripts_come_from_this_site_alone_and_none_is_evaluated():
    scripts = next(
        part for part in policy.CONTENT_SECURITY_POLICY.split("; ") if part.startswith("script-src")
    )
    assert scripts == "script-src 'self' 'wasm-unsafe-eval'"
    assert "http" not in policy.CONTENT_SECURITY_POLICY


def test_every_page_gets_the_policy_as_a_header():
    assert f"/*\n  Content-Security-Policy: {policy.CONTENT_SECURITY_POLICY}" in policy.headers_file(
        policy.CONTENT_SECURITY_POLICY
    )


def test_hashed_files_may_be_kept_for_ever():
    assert "/assets/*\n  Cache-Control: public, max-age=31536000, immutable" in policy.headers_file("")


def test_an_import_map_is_allowed_by_its_digest_alone():
    told = policy.content_security_policy("{}")
    assert "script-src 'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=' 'self'" in told
    assert policy.content_security_policy() == policy.CONTENT_SECURITY_POLICY


def test_a_server_sends_what_the_sites_own_headers_say(tmp_path):
    told = policy.content_security_policy("{}")
    (tmp_path / "_headers").write_text(policy.headers_file(told))
    assert policy.headers_of(tmp_path) == policy.page_headers(told)
    (tmp_path / "_headers").write_text(policy.headers_alone())
    assert policy.headers_of(tmp_path) == policy.PAGE_HEADERS
