"""Front matter in TOML and YAML: one meaning, and each fault with its line."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeexplain.errors import ExplainError
from aeexplain.site.content.front_matter.fields import Author, addresses_of, author_of
from aeexplain.site.content.front_matter.read import front_matter, peek, read_front_matter
from aeexplain.site.core.error_list import ErrorList

TOML = """+++
title = "T: x"
summary = "S"
date = 2026-01-31
updated = 2026-02-03
tags = ["NumPy", "größe"]
draft = true
authors = ["A", {name = "B", affiliation = "C", orcid = "0000-0002-1825-0097"}]
language = "de"
template = "wide.html"
image = "hero.png"
bibliography = "works.bib"
moved_from = ["2019/old/"]
aliases = ["/old.html"]
most_words = 30
[macros]
R = '\\mathbb{R}'
+++
"""
YAML = r"""---
title: "T: x"
summary: S
date: 2026-01-31
updated: 2026-02-03
tags: [NumPy, größe]
draft: true
authors:
  - A
  - name: B
    affiliation: C
    orcid: 0000-0002-1825-0097
language: de
template: wide.html
image: hero.png
bibliography: works.bib
moved_from: [2019/old/]
aliases: [/old.html]
most_words: 30
macros:
  R: '\mathbb{R}'
---
"""
LEAST = 'title = "T"\nsummary = "S"\ndate = 2026-01-31\n'
LEAST_YAML = "title: T\nsummary: S\ndate: 2026-01-31\n"


def values(text, is_page=False):
    errors = ErrorList()
    front = front_matter(text)
    found = read_front_matter(front, "a.md", is_page, errors)
    errors.raise_if_any()
    return found


def test_both_languages_say_the_same():
    assert values(TOML) == values(YAML)
    found = values(YAML)
    assert found["date"] == datetime.date(2026, 1, 31)
    assert [author_of(each) for each in found["authors"]] == [
        Author("A"),
        Author("B", "C", "0000-0002-1825-0097"),
    ]
    assert addresses_of(found) == ("2019/old", "old.html")


def test_what_yaml_takes_for_truth_or_for_numbers_of_sixty_is_words():
    assert values(f"---\n{LEAST_YAML.replace('title: T', 'title: no')}---\n")["title"] == "no"
    assert values(f"---\n{LEAST_YAML.replace('summary: S', 'summary: 12:30')}---\n")["summary"] == "12:30"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"+++\n{LEAST}tagz = []\n+++\n", "a.md:5: unknown key 'tagz'; did you mean 'tags'?"),
        (f"---\n{LEAST_YAML}tagz: []\n---\n", "a.md:5: unknown key 'tagz'; did you mean 'tags'?"),
        ("---\nsummary: S\ndate: 2026-01-31\n---\n", "a.md:2: the key 'title' is missing; add title: ..."),
        (f"---\n{LEAST_YAML}draft: yes\n---\n", "a.md:5: 'draft' wants true or false, got 'yes'"),
        (f"+++\n{LEAST}draft = 1\n+++\n", "a.md:5: 'draft' wants true or false, got 1"),
        (f"+++\n{LEAST}tags = ['a', 'A']\n+++\n", "a.md:5: 'tags' wants a list of different words"),
        (f"+++\n{LEAST}tags = ['!']\n+++\n", "a.md:5: 'tags' wants a list of different words"),
        (f"+++\n{LEAST}tags = 'a'\n+++\n", "a.md:5: 'tags' wants a list of different words"),
        (f"+++\n{LEAST}updated = 2025-01-01\n+++\n", "a.md:2: 'updated' is before 'date'"),
        (f"+++\n{LEAST}updated = 2026-02-01T10:00:00\n+++\n", "a.md:5: 'updated' wants a date"),
        (f"+++\n{LEAST}language = 'deutsch 1'\n+++\n", "a.md:5: 'language' wants a tag of a language"),
        (f"+++\n{LEAST}template = '../x'\n+++\n", "a.md:5: 'template' wants the name of a template"),
        (
            f"+++\n{LEAST}bibliography = '../x.bib'\n+++\n",
            "a.md:5: 'bibliography' wants the name of a BibTeX",
        ),
        (f"+++\n{LEAST}aliases = ['https://x.org/']\n+++\n", "a.md:5: 'aliases' wants a list of addresses"),
        (f"+++\n{LEAST}aliases = ['a/../b']\n+++\n", "a.md:5: 'aliases' wants a list of addresses"),
        (f"+++\n{LEAST}authors = [{{nam = 'x'}}]\n+++\n", "a.md:5: 'authors' wants a list of names, or"),
        (f"+++\n{LEAST}authors = [{{name = 'x', orcid = '12'}}]\n+++\n", "a.md:5: 'authors' wants a list"),
        (f"+++\n{LEAST}macros = {{'R 1' = 'x'}}\n+++\n", "a.md:5: 'macros' wants a table of commands"),
        (
            "---\ntitle: a: b\n---\n",
            "a.md:2:9: not valid YAML: mapping values are not allowed here; write a text",
        ),
        ("---\n- a\n---\n", "a.md:2: is no mapping of keys to values"),
        (f"---\n{LEAST_YAML}title: U\n---\n", "a.md:5: the key 'title' stands twice; remove one"),
        (
            f"---\n{LEAST_YAML}tags: !!python/name:os.system\n---\n",
            "a.md:5:7: not valid YAML: could not determine",
        ),
    ],
)
def test_each_fault_names_its_line_and_remedy(text, told):
    with pytest.raises(ExplainError) as raised:
        values(text)
    assert str(raised.value).startswith(told)


def test_aliases_that_stand_for_millions_are_refused_at_once():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)]
    with pytest.raises(ExplainError, match="more than front matter can need"):
        values("---\n" + "\n".join(lines) + "\n---\n")


def test_a_page_has_no_date_no_tags_and_needs_no_summary():
    assert values('+++\ntitle = "T"\n+++\n', is_page=True)["date"] is None
    with pytest.raises(ExplainError, match="unknown key 'tags'"):
        values('+++\ntitle = "T"\ntags = ["a"]\n+++\n', is_page=True)


@given(st.text(alphabet="abT:-[]{}&*!|>'\"\n #,0\t%@`?", max_size=60))
def test_any_front_matter_is_values_or_faults_and_can_be_peeked_at(text):
    for sign in ("+++", "---"):
        whole = f"{sign}\n{text}\n{sign}\n"
        peek(whole)
        if front := front_matter(whole):
            errors = ErrorList()
            read_front_matter(front, "a.md", False, errors)
            assert all(each.where.startswith("a.md:") for each in errors.found)
