"""What stands in docs/pages/publishing.md and the workflows is what the site really needs."""

import re
import urllib.request
from urllib.parse import urljoin

import pytest

from aeexplain.site.core.security_headers import CONTENT_SECURITY_POLICY, headers_file, page_headers
from aeexplain.site.serve.server import Server


def test_headers_are_told_to_every_page_and_assets_are_kept_for_ever():
    everywhere, _, assets = headers_file(CONTENT_SECURITY_POLICY).split("\n\n")
    assert everywhere.startswith("/*\n")
    for name, value in page_headers().items():
        assert f"  {name}: {value}\n" in everywhere + "\n"
    assert assets == "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"


def test_the_policy_lets_nothing_in_but_our_own_and_webassembly():
    policy = page_headers()["Content-Security-Policy"]
    assert "'unsafe-eval'" not in policy
    assert re.findall(r"([\w-]+) 'unsafe-inline'", policy) == ["style-src-attr"]
    assert "http" not in policy
    assert "*" not in policy


def test_every_action_of_the_workflows_is_pinned_by_its_commit(root):
    uses = [
        line
        for path in (root / ".github" / "workflows").glob("*.yml")
        for line in re.findall(r"uses: (.*)", path.read_text("utf-8"))
    ]
    assert uses
    assert [
        line for line in uses if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)
    ] == []


def test_a_checkout_keeps_no_credentials(root):
    for path in (root / ".github" / "workflows").glob("*.yml"):
        text = path.read_text("utf-8")
        assert text.count("actions/checkout@") == text.count("persist-credentials: false")
        assert "permissions:" in text


def test_the_workflow_keeps_packages_and_what_was_built_before_it_builds(root):
    text = (root / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    before = text[: text.index("run: python build.py")]
    packages, kept = re.findall(r"uses: actions/cache@.*?(?=\n      - |\Z)", before, re.DOTALL)
    assert re.findall(r"^ {12}(\S+)$", packages, re.MULTILINE) == [".venv", "node_modules"]
    assert "steps.python.outputs.python-version" in packages
    assert "restore-keys" not in packages
    assert re.search(r"^    env:\n      AEEXPLAIN_CACHE: /home/runner/", before, re.MULTILINE)
    assert "path: ${{ env.AEEXPLAIN_CACHE }}" in kept
    prefix = re.search(r"restore-keys: (.*)", kept)[1]
    key = re.search(r"key: (.*)", kept)[1]
    assert key.startswith(prefix)
    assert "hashFiles(" not in prefix
    for pattern in re.findall(r"'([^']+)'", key + packages):
        assert list(root.glob(pattern)), f"{pattern} names nothing"
    read = {"content", "docs", "templates", "weights", "src"}
    assert read <= {pattern.partition("/")[0] for pattern in re.findall(r"'([^']+)'", key)}


@pytest.fixture(scope="module")
def below(built, tmp_path_factory):
    """The site under a sub-path of a host."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "some").mkdir()
    (folder / "some" / "folder").symlink_to(built)
    with Server(folder) as server:
        yield f"{server.url}some/folder/"


def test_every_address_of_every_page_answers_under_a_sub_path(built, below):
    asked = set()
    for page in built.rglob("index.html"):
        place = page.parent.relative_to(built).as_posix().removeprefix(".")
        for address in re.findall(r'(?:href|src)="([^"#?:]+)["#?]', page.read_text("utf-8")):
            asked.add(urljoin(f"{below}{place}/" if place else below, address))
    assert len(asked) > 40
    for address in sorted(asked):
        assert address.startswith(below), address
        with urllib.request.urlopen(address) as answer:
            assert answer.status == 200
