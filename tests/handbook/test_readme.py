"""The README's links lead to files that there are, and every page of the handbook is linked."""

import re

import yaml

LINK = re.compile(r"\]\(([^)\s]+)\)")


def test_every_link_of_the_readme_that_stays_here_leads_to_a_file(root):
    targets = [each for each in LINK.findall((root / "README.md").read_text("utf-8")) if "://" not in each]
    assert len(targets) > 15
    assert [each for each in targets if not (root / each).is_file()] == []


def test_every_page_of_the_handbook_is_linked_from_the_readme(root, handbook):
    text = (root / "README.md").read_text("utf-8")
    pages = [path.relative_to(root).as_posix() for path in handbook.pages.glob("*.md")]
    assert [each for each in pages if f"]({each}" not in text] == []


def test_the_links_of_every_page_lead_to_pages_on_github_too(handbook):
    for path in handbook.pages.glob("*.md"):
        own = [
            each.partition("#")[0] for each in LINK.findall(path.read_text("utf-8")) if each.endswith(".md")
        ]
        assert [each for each in own if each.startswith("..") or "/" in each] == [], path.name


def test_the_workflow_puts_the_handbook_where_the_site_links_to_it(root):
    flow = (root / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    address = re.search(
        r'^handbook = "(.*)/"$', (root / "content" / "site.toml").read_text("utf-8"), re.MULTILINE
    )[1]
    assert f"mv docs/dist dist/{address}\n" in flow
    assert f'build --root docs ${{PAGES:+--base-url "$PAGES/{address}/"}}' in flow
    assert flow.index("check --root docs --strict") < flow.index("mv docs/dist")


def test_the_workflow_that_the_handbook_shows_has_the_actions_of_our_own(root, page):
    flow = (root / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    shown = re.search(r"^```yaml\n(.*?)^```$", page("publishing"), re.DOTALL | re.MULTILINE)[1]
    uses = re.findall(r"uses: (.*)", shown)
    assert len(uses) == 5
    assert [each for each in uses if f"uses: {each}\n" not in flow] == []
    assert yaml.safe_load(shown)["jobs"]["publish"]["steps"][4]["run"].startswith("aeexplain build ")
