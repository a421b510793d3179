from aeexplain.site import policy


def test_scripts_come_from_this_site_alone_and_none_is_evaluated():
    scripts = next(
        part for part in policy.CONTENT_SECURITY_POLICY.split("; ") if part.startswith("script-src")
    )
    assert scripts == "script-src 'self' 'wasm-unsafe-eval'"
    assert "http" not in policy.CONTENT_SECURITY_POLICY


def test_every_page_gets_the_policy_as_a_header():
    assert f"/*\n  Content-Security-Policy: {policy.CONTENT_SECURITY_POLICY}" in policy.headers_file()


def test_hashed_files_may_be_kept_for_ever():
    assert "/assets/*\n  Cache-Control: public, max-age=31536000, immutable" in policy.headers_file()
