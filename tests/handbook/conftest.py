"""The handbook as a site: its pages' texts, and what its code writes."""

import re
from textwrap import dedent

import pytest

from aeexplain import demos
from aeexplain.project import Project
from aeexplain.site.markup.written_text import written


@pytest.fixture(scope="session")
def handbook(root):
    return Project(root / "docs")


@pytest.fixture
def shown(handbook, monkeypatch):
    """The names of the handbook's demos, which Python finds while a test runs."""
    monkeypatch.setattr(demos, "__path__", demos.__path__)
    handbook.activate()
    return handbook.own_demo_names()


@pytest.fixture(scope="session")
def page(handbook):
    """A function that returns a page's Markdown, as its author wrote it."""
    return lambda name: (handbook.pages / f"{name}.md").read_text("utf-8")


@pytest.fixture(scope="session")
def listed(handbook):
    """A function that returns what one of the handbook's texts writes."""
    return lambda name: written(name, "a test", handbook.texts)


@pytest.fixture(scope="session")
def code_of(page):
    """A function that returns the one fence of a page whose code begins so."""

    def find(name, begins):
        [code] = re.findall(
            rf"^```python\n({re.escape(begins)}.*?)^```$", page(name), re.DOTALL | re.MULTILINE
        )
        return dedent(code)

    return find
