"""A site's folder: articles with demos of their own, pages, files that are copied, a theme, and what is refused of it."""

import re
import sys
import tomllib
from datetime import date
from types import SimpleNamespace

import pytest
from PIL import Image

from aeexplain import bridge, demos
from aeexplain.check.visit import pages_of
from aeexplain.cli import main
from aeexplain.demos import articles
from aeexplain.errors import ExplainError
from aeexplain.project import Project, find_root
from aeexplain.runtime import shipped_sources
from aeexplain.site.build.builder import build
from aeexplain.site.content.articles import read_article, read_article_source
from aeexplain.site.content.front_matter.foreign_post import import_post
from aeexplain.site.core.config import read_config
from aeexplain.site.core.error_list import ErrorList

SITE = 'title = "My site"\nsummary = "About."\nauthors = ["A", "B"]\nlanguage = "en"\nurl = "https://example.org/x/"\n'
NAVIGATION = '\n[navigation]\n"Notes" = ""\n"About" = "about/"\n"Code" = "https://example.org/code"\n'
FRONT = '+++\ntitle = "{0}"\nsummary = "S."\ndate = 2026-01-31\n+++\n\n## A heading\n\n::demo waves Look.\n'
DEMO = '''"""Waves."""

{imports}
from aeexplain.demo import Demo, View, readout


def compute():
    return {{"height": readout({number}, ".0f")}}


def describe(height):
    return f"The height is {{height}}."


# By place: the word that says what moves would have the build make a live engine.
DEMO = Demo(compute, describe, {{}}, {{"height": View("Height of the waves")}})
'''


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def demos_of_before():
    """What Python finds of a site's demos, it finds no more afterwards."""
    yield
    Project(Project.package.parents[1]).activate()


def begun(root):
    """A site with two articles that have a demo `waves` each, a helper and a demo of the whole site, a page, a theme."""
    write(root / "site.toml", SITE + NAVIGATION)
    for slug, number in (("first", 3), ("second-one", "_own.HEIGHT + _shared.MORE")):
        write(root / "articles" / slug / "article.md", FRONT.format(slug))
        imports = "" if slug == "first" else "from . import _own\nfrom aeexplain.demos import _shared\n"
        write(root / "articles" / slug / "demos" / "waves.py", DEMO.format(imports=imports, number=number))
    write(root / "articles" / "second-one" / "demos" / "_own.py", "HEIGHT = 70\n")
    write(root / "demos" / "_shared.py", "MORE = 7\n")
    write(root / "demos" / "tide.py", DEMO.format(imports="", number=1))
    write(root / "pages" / "about.md", '+++\ntitle = "About us"\n+++\n\nWho we are. [First](../first/)\n')
    write(root / "static" / "CNAME", "example.org\n")
    write(root / "static" / ".well-known" / "security.txt", "Contact: us\n")
    write(root / "theme" / "tokens.css", ":root {\n  --paper: light-dark(#fefefd, #101112);\n}\n")
    write(root / "theme" / "site.css", ".mark {\n  letter-spacing: 0.1234em;\n}\n")
    extended = '{% extends "shipped/base.html" %}\n{% block navigation %}<a href="https://o.example/">O</a>{{ super() }}'
    more = '{% block head %}<meta name="mine">{% endblock %}{% block footer %}<b>Mine</b>{% endblock %}'
    write(root / "theme" / "templates" / "base.html", extended + "{% endblock %}" + more + "\n")
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return begun(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def notes():
    return []


@pytest.fixture(scope="module")
def built(site, notes):
    build(site, site / "dist", notes.append)
    return site / "dist"


def text(built, name):
    return (built / name).read_text(encoding="utf-8")


def test_two_articles_have_a_demo_of_one_name_each(built):
    assert re.findall(r'id="(\w+)" data-demo="([^"]+)"', text(built, "first/index.html")) == [
        ("waves", "first.waves")
    ]
    assert "The height is 3." in text(built, "first/index.html")
    assert 'data-demo="second-one.waves"' in text(built, "second-one/index.html")
    assert "The height is 77." in text(built, "second-one/index.html")


def test_the_demos_of_articles_ship_and_are_found_in_the_browsers_folder_too(site, tmp_path, monkeypatch):
    project = Project(site)
    sources = shipped_sources.sources(project)
    assert b"HEIGHT = 70" in sources["aeexplain/demos/articles/second_one/_own.py"]
    assert "aeexplain/demos/articles/first/__init__.py" in sources
    assert project.own_demo_names() == ["first.waves", "second-one.waves", "tide"]
    # As the browser has them: in one folder, and nothing lies elsewhere.
    for name, content in sources.items():
        write(tmp_path / name, content.decode())
    monkeypatch.setattr(demos, "__path__", [str(tmp_path / "aeexplain" / "demos")])
    monkeypatch.setattr(articles, "__path__", [str(tmp_path / "aeexplain" / "demos" / "articles")])
    monkeypatch.setattr(articles, "FOLDERS", {})
    assert {"first.waves", "second-one.waves", "tide", "vae"} <= {*bridge.names()}


def test_a_demo_of_an_article_knows_its_own_name(site):
    Project(site).activate()
    assert bridge.find("second-one.waves").name == "second-one.waves"
    assert bridge.find("tide").name == "tide"


def test_a_misspelt_demo_names_the_articles_own_as_the_article_calls_it(site, tmp_path):
    root = begun(tmp_path)
    article = root / "articles" / "first" / "article.md"
    article.write_text(article.read_text().replace("::demo waves", "::demo wavse"))
    with pytest.raises(
        ExplainError, match=r"articles/first/article\.md:9:1: no demo named 'wavse'; did you mean 'waves'"
    ):
        build(root, root / "dist")


def test_a_page_has_no_date_and_stands_in_no_list_but_the_sitemap(built):
    page = text(built, "about/index.html")
    assert "<h1>About us</h1>" in page
    assert "<time" not in page
    assert "Cite this" not in page
    assert "About us" not in text(built, "index.html") + text(built, "feed.xml")
    assert "<loc>https://example.org/x/about/</loc>" in text(built, "sitemap.xml")


def test_the_navigation_leads_from_every_page_to_what_it_names(built):
    assert re.findall(
        r'href="([^"]*)"[^>]*>(Notes|About|Code)</a>', text(built, "first/index.html").partition("<footer")[0]
    ) == [
        ("../", "Notes"),
        ("../about/", "About"),
        ("https://example.org/code", "Code"),
    ]


def test_static_files_are_copied_as_they_are(built):
    assert text(built, "CNAME") == "example.org\n"
    assert text(built, ".well-known/security.txt") == "Contact: us\n"


def test_a_theme_follows_the_style_that_ships_and_extends_its_templates(built):
    (sheet,) = built.glob("assets/site.*.css")
    css = sheet.read_text()
    assert 0 < css.index("#fefefd") < css.index(".1234em")
    assert "https://o.example/" in text(built, "index.html")
    assert ">Colophon</a>" in text(built, "index.html")


def test_nothing_of_a_whole_site_is_named_as_left_out(built, notes):
    assert [each for each in notes if each.startswith("note: ")] == []


def test_authors_of_the_site_stand_behind_its_feed(built):
    assert "<name>A, B</name>" in text(built, "feed.xml")


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("site.toml", SITE + 'titel = "x"\n', "site.toml:6: unknown key 'titel'; did you mean 'title'?"),
        (
            "site.toml",
            SITE + 'author = "C"\n',
            "site.toml:3: 'author' and 'authors' both name somebody; keep one",
        ),
        (
            "site.toml",
            SITE + '[navigation]\n"About" = "abuot/"\n',
            "site.toml: the entry 'About' of 'navigation' leads to 'abuot/', which there is not",
        ),
        (
            "site.toml",
            SITE + '[navigation]\n"About" = "javascript:x"\n',
            "site.toml:7: 'javascript:x' is no address from the site's root",
        ),
        ("articles/first/demos/vae.py", "", "articles/first/demos/vae.py: has the name of a demo that ships"),
        ("articles/first/demos/tide.py", "", "articles/first/demos/tide.py: has the name of demos/tide.py"),
        ("articles/first/demos/Tide.py", "", "articles/first/demos/Tide.py: its name is none for a demo"),
        ("pages/first.md", '+++\ntitle = "F"\n+++\n', "pages/first.md: an article has the address 'first'"),
        ("pages/feed.md", '+++\ntitle = "F"\n+++\n', "pages/feed.md: 'feed' is the address of a page"),
        (
            "pages/a/b.md",
            '+++\ntitle = "F"\n+++\n',
            "pages/a/b.md: is too deep for a page; move it to pages/b.md",
        ),
        ("pages/a.md", '+++\ntitle = "F"\ndate = 2026-01-01\n+++\n', "pages/a.md:3: unknown key 'date'"),
        ("static/index.html", "mine", "static/index.html: would stand where the site has a file of its own"),
        ("static/first/Index.html", "x", "static/first/Index.html: would stand where the site has a file"),
        ("theme/site.css", "a {\n  color: red", "theme/site.css:1: '{' is not closed"),
        ("theme/tokens.css", '@import "x.css";', "theme/tokens.css:1: @import fetches what is not published"),
        ("theme/templates/base.html", "{% if %}", "theme/templates/base.html:1: "),
        ("theme/templates/base.html", '{% extends "shipped/bse.html" %}', "theme/templates/base.html"),
        ("content/third/article.md", FRONT, "content: holds articles, and so does articles/"),
        ("articles/site.toml", SITE, "articles/site.toml: stands beside another site.toml"),
    ],
)
def test_what_is_wrong_in_a_sites_folder_is_one_line_and_the_published_site_stays(
    tmp_path, file, content, told
):
    root = begun(tmp_path)
    write(root / "dist" / "index.html", "published")
    write(root / file, content)
    with pytest.raises(ExplainError) as raised:
        build(root, root / "out")
    assert [line for line in str(raised.value).splitlines() if line.startswith(told)], str(raised.value)
    assert not (root / "out").exists()


def test_a_site_is_found_from_any_folder_below_it(tmp_path):
    root = begun(tmp_path / "site")
    assert find_root(root / "articles" / "first" / "demos") == root
    assert find_root(tmp_path) is None
    write(tmp_path / "old" / "content" / "site.toml", SITE)
    assert find_root(tmp_path / "old" / "content") == tmp_path / "old"


def test_commands_work_on_the_site_that_the_working_folder_is_in(tmp_path, monkeypatch, capsys):
    root = begun(tmp_path)
    monkeypatch.chdir(root / "articles" / "first")
    assert main(["new", "demo", "rain", "--article", "first"]) == 0
    assert (root / "articles" / "first" / "demos" / "rain.py").exists()
    assert main(["new", "demo", "rain", "--article", "frist"]) == 1
    assert "no article named 'frist'; did you mean 'first'?" in capsys.readouterr().err
    assert main(["new", "page", "people"]) == 0
    assert (root / "pages" / "people.md").exists()
    assert main(["models", "--json"]) == 0
    assert capsys.readouterr().out.endswith("[]\n")


def test_a_new_site_builds_as_it_is_written(tmp_path, capsys):
    assert main(["new", "site", str(tmp_path / "my-site")]) == 0
    assert main(["new", "site", str(tmp_path / "my-site")]) == 1
    assert "is there already, and not empty" in capsys.readouterr().err
    errors = ErrorList()
    config = read_config(tmp_path / "my-site", errors)
    assert (config.title, len(errors)) == ("My site", 0)
    assert Project(tmp_path / "my-site").own_demo_names() == ["first-steps.two-waves"]


ARTICLE = """---
title: Wave $\\R$
summary: S.
date: 2026-01-31
updated: 2026-03-01
tags: [Waves, NumPy]
language: de
template: wide.html
image: hero.png
bibliography: works.bib
authors:
- name: Ada
  affiliation: Sea
  orcid: 0000-0002-1825-0097
aliases: [/2019/old/, old.html]
macros: {own: 'x^{#1}'}
---

A number of $\\R$ and $\\own{2}$ [@a2020].

<img src="https://pictures.example/a.png" alt="A">
"""


def told_all(root):
    """Add an article that says all that front matter can say."""
    folder = root / "articles" / "told"
    write(folder / "article.md", ARTICLE)
    write(folder / "works.bib", "@book{a2020, author={A. B}, title={T}, year={2020}, publisher={P}}\n")
    Image.new("RGB", (40, 30)).save(folder / "hero.png")
    write(
        root / "theme" / "templates" / "wide.html",
        '{% extends "article.html" %}{% block kind %} class="wide"{% endblock %}',
    )
    allowed = "\n[macros]\nR = '\\mathbb{R}'\n\n[security]\nimages = [\"https://pictures.example\"]\n"
    write(root / "site.toml", SITE + NAVIGATION + allowed)
    write(
        root / "articles" / "draft" / "article.md",
        FRONT.format("Draft").replace("summary", "draft = true\nsummary"),
    )
    article = root / "articles" / "draft" / "article.md"
    article.write_text(article.read_text().replace("::demo waves Look.", "Text."))
    return root


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    root, said = told_all(begun(tmp_path_factory.mktemp("told"))), []
    build(root, root / "dist", said.append)
    return SimpleNamespace(out=root / "dist", said=said, root=root)


def test_an_article_says_all_that_front_matter_can_say(told):
    page = text(told.out, "told/index.html")
    assert '<html lang="de">' in page
    assert 'class="wide"' in page
    assert (
        '<a rel="noopener external author" href="https://orcid.org/0000-0002-1825-0097">Ada</a> (Sea)' in page
    )
    assert 'überarbeitet am <time datetime="2026-03-01">' in page
    assert '<a rel="tag" href="../tags/numpy/">NumPy</a>' in page
    assert re.search(r'og:image" content="https://example.org/x/assets/previews/told\.\w+\.png"', page)
    assert "ℝ" in page or "mathbb" in page
    assert (
        "img-src &#39;self&#39; data: https://pictures.example;" in page
        or "data: https://pictures.example" in page
    )


def test_tags_have_a_list_and_a_feed_each(told):
    assert 'href="../../told/"' in text(told.out, "tags/waves/index.html")
    assert '<a href="numpy/">NumPy</a> (1)' in text(told.out, "tags/index.html")
    feed = text(told.out, "tags/waves/feed.xml")
    assert "<id>https://example.org/x/tags/waves/</id>" in feed
    assert "<updated>2026-03-01T00:00:00Z</updated>" in feed
    assert feed.count("<entry") == 1


def test_former_addresses_lead_to_where_the_article_is_now(told):
    assert 'content="0; url=../../told/"' in text(told.out, "2019/old/index.html")
    assert 'content="0; url=told/"' in text(told.out, "old.html")
    assert {"2019/old", "draft"}.isdisjoint(pages_of(told.out))  # a check would be led on and see nothing
    assert {"", "told", "tags", "tags/waves"} <= {*pages_of(told.out)}


IMPORTED = """---
layout: post
title:  "A wave: $x$"
description: About waves.
date:   2019-05-01 10:00:00 +0200
categories: [Maths, NumPy]
author: Ada
image: /assets/hero.png
redirect_from: /old/waves/
giscus: yes
---
# A first part

See {% post_url 2018-01-02-other %} and ![A](/assets/hero.png), ![B](gone.png). It is $$x$$ here {% include x.html %}.

```{python}
# no heading {% here %}
```
"""


def test_a_post_of_somebody_else_becomes_an_article_and_what_could_not_is_told(tmp_path, capsys):
    root = begun(tmp_path / "site")
    post = write(tmp_path / "blog" / "_posts" / "2019-05-01-two-waves.md", IMPORTED)
    (tmp_path / "blog" / "assets").mkdir()
    Image.new("RGB", (4, 3)).save(tmp_path / "blog" / "assets" / "hero.png")
    assert main(["new", "article", "--from", str(post), "--root", str(root)]) == 0
    folder = root / "articles" / "two-waves"
    assert (folder / "article.md").read_text() == (
        '+++\ntitle = "A wave: $x$"\nsummary = "About waves."\ndate = 2019-05-01\ntags = ["Maths", "NumPy"]\n'
        'authors = ["Ada"]\nimage = "hero.png"\naliases = ["old/waves"]\n+++\n\n## A first part\n\n'
        "See ../other/ and ![A](hero.png), ![B](gone.png). It is $x$ here {% include x.html %}.\n\n"
        "```python\n# no heading {% here %}\n```\n"
    )
    assert (folder / "hero.png").exists()
    assert [line.partition("waves.md")[2] for line in capsys.readouterr().err.splitlines()] == [
        ": giscus: has no place here: 'yes'",
        ":14: there is no post '2018-01-02-other' beside this one",
        ":14: template code that is not known here: {% include x.html %}",
        ":14: there is no file 'gone.png' beside the post",
        ":16: a block of code that was run is only shown: draw it in a demo",
    ]
    assert main(["new", "article", "--from", str(post), "--root", str(root)]) == 1
    assert main(["new", "article", "--from", str(tmp_path / "x.md"), "--root", str(root)]) == 1


FROM_QUARTO = """---
title: B
subtitle: Sub
abstract: |
  A *long* abstract.

  In two paragraphs with $a*b*c$.
description: See [this](x) and **that**.
date: 2023-01-01
---

# One {#sec-one}

::: {.callout-tip}
# A tip
Short.
:::

::: {#thm-a}
## Title
Of @fig-x.
:::

```{python}
#| label: fig-y
# a comment
```

So `{python} x.mean()`. ![Cap](p.png){#fig-x fig-alt="Seen" width=60%}

$$ x = 1 $$ {#eq-x}

| A |
|---|
| 1 |

: The parameters. {#tbl-p .striped}

{{< include _part.qmd >}}

::: {.columns}
:::

## References {.unnumbered}

::: {#refs}
:::
"""
FROM_JEKYLL = """---
title: A {{ page.x }}
---
* TOC
{:toc}

## One
{: .no_toc}

{% highlight python linenos %}
{{ x }} # {% cite a %}
{% endhighlight %}

![a]({{ "/p.png" | relative_url }}) ![b]({{ site.baseurl }}/p.png)

A {% cite gauss1809 b %} and [l]({% post_url 2020-02-02-next %}).
{: .note }

| a |
|---|
{: .table}

## References

{% bibliography --cited %}
"""


def imported(tmp_path, name, text, beside=()):
    post = write(tmp_path / "w" / name, text)
    for other, content in beside:
        write(tmp_path / "w" / other, content)
    Image.new("RGB", (4, 3)).save(tmp_path / "w" / "p.png")
    found = import_post(post, date(2026, 1, 1))
    return found, [note.partition(name)[2] for note in found.notes]


def test_a_post_of_quarto_keeps_what_the_dialect_knows(tmp_path):
    found, notes = imported(tmp_path, "b.qmd", FROM_QUARTO, [("_part.qmd", "Included.\n")])
    assert notes == [
        ":25: an option of a block of code is left out: label",
        ":24: a block of code that was run is only shown: draw it in a demo",
        ":29: code that is run within a line is not known here: `{python} x.mean()`",
        ":39: '_part.qmd' is taken along as it is: its own text is not changed",
        ":41: the block '::: {.columns}' is not known here",
    ]
    front, _, body = found.text.partition("\n+++\n\n")
    assert tomllib.loads(front.removeprefix("+++")) == {
        "title": "B",
        "subtitle": "Sub",
        "abstract": "A long abstract.\n\nIn two paragraphs with $a*b*c$.",
        "summary": "See this and that.",
        "date": date(2023, 1, 1),
    }
    assert "## One {#sec-one}\n\n::: {.callout-tip}\n# A tip\nShort." in body
    assert "```python\n# a comment\n```" in body
    assert '![Seen](p.png "Cap"){#fig-x width=60%}' in body
    assert "Table: The parameters. {#tab:p}\n\n| A |" in body
    assert '{% include "part.md" %}' in body
    assert "References" not in body
    assert "refs" not in body
    assert set(found.files) == {"p.png", "part.md"}


def test_a_post_of_jekyll_keeps_what_its_template_code_means(tmp_path):
    found, notes = imported(tmp_path, "2020-01-01-a.md", FROM_JEKYLL)
    assert notes == [
        ": title: holds template code: A {{ page.x }}",
        ": summary: holds template code: A {{ page.x }}",
        ":8: attributes are left out: {: .no_toc}",
        ":21: attributes are left out: {: .table}",
        ":16: there is no post '2020-02-02-next' beside this one",
    ]
    body = found.text.partition("\n+++\n\n")[2]
    assert body == (
        "## One\n\n~~~~ python {linenos=true}\n{{ x }} # {% cite a %}\n~~~~\n\n![a](p.png) ![b](p.png)\n\n"
        "A [@gauss1809; @b] and [l](../next/).\n{: .note }\n\n| a |\n|---|\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "slug"),
    [
        ("content/posts/waves/index.md", '+++\ntitle = "W"\nlastmod = 2019-06-01T10:00:00Z\n+++\n', "waves"),
        (
            "waves.qmd",
            "---\nauthor:\n  - name: A\n    affiliations: [{name: B}]\nbibliography: w.bib\n---\n",
            "waves",
        ),
        ("Größe.md", "No front matter.\n", "gr-e"),
        ("myst.md", "---\nslug: other\nmath:\n  '\\R': '\\mathbb{R}'\n---\n{cite:p}`a,b`\n", "other"),
    ],
)
def test_posts_of_hugo_quarto_and_myst_read_as_articles_without_a_fault(tmp_path, name, text, slug):
    root = begun(tmp_path / "site")
    assert main(["new", "article", "--from", str(write(tmp_path / name, text)), "--root", str(root)]) == 0
    errors = ErrorList()
    article = read_article(read_article_source(root / "articles" / slug, root), errors)
    assert (errors.found, article.slug) == ([], slug)


WITH_DATA = """from aeexplain.demo import Demo, View, readout


def compute(points, notes):
    return {"height": readout(points["y"].sum() + len(notes), ".0f")}


def describe(height):
    return f"The height is {height}."


DEMO = Demo(compute, describe, {}, {"height": View("Height")}, data={"points": "points.csv", "notes": "notes.txt"})
"""


def with_data(root):
    """Give the demo of an article data that lie beside it and beside its article."""
    write(root / "articles" / "first" / "demos" / "waves.py", WITH_DATA)
    write(root / "articles" / "first" / "points.csv", "x,y\n1,40\n2,60\n")
    write(root / "articles" / "first" / "demos" / "notes.txt", "abc")
    return root


def test_a_demo_gets_its_data_at_build_and_in_the_browsers_folder(tmp_path, monkeypatch):
    root, said = with_data(begun(tmp_path / "site")), []
    build(root, root / "dist", said.append)
    assert "The height is 103." in text(root / "dist", "first/index.html")
    assert not [each for each in said if each.startswith("note: ")]
    sources = shipped_sources.sources(Project(root))
    for name, content in sources.items():
        write(tmp_path / "browser" / name, content.decode())
    (root / "articles" / "first" / "points.csv").unlink()
    monkeypatch.setattr(
        articles, "__path__", [str(tmp_path / "browser" / "aeexplain" / "demos" / "articles")]
    )
    monkeypatch.setattr(articles, "FOLDERS", {})
    for name in [each for each in sys.modules if each.startswith("aeexplain.demos.articles.")]:
        monkeypatch.delitem(sys.modules, name)
    assert bridge.Stage().draw("first.waves", {}).says == "The height is 103."


def test_a_change_of_a_demos_data_is_drawn(tmp_path):
    root = with_data(begun(tmp_path))
    build(root, root / "dist")
    write(root / "articles" / "first" / "points.csv", "x,y\n1,40\n2,61\n")
    build(root, root / "dist")
    assert "The height is 104." in text(root / "dist", "first/index.html")


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("articles/first/points.csv", "x,y\n1\n", "the data 'points.csv' cannot be read: row 2 has 1 cells"),
        (
            "articles/first/points.csv",
            "x,y\n" + "1,2\n" * 90_000,
            "demo 'first.waves' has 360 kB of data, at most 300 kB",
        ),
        (
            "articles/first/demos/waves.py",
            WITH_DATA.replace("points.csv", "point.csv"),
            "there is no file 'point.csv'",
        ),
        (
            "articles/first/demos/waves.py",
            WITH_DATA.replace("points.csv", "points.xlsx"),
            "'points.xlsx' is no file of data",
        ),
        (
            "articles/first/demos/waves.py",
            WITH_DATA.replace("points.csv", "../points.csv"),
            "'../points.csv' is no file of",
        ),
    ],
)
def test_data_that_cannot_be_had_are_one_line_with_the_demo(tmp_path, file, content, told):
    root = with_data(begun(tmp_path))
    write(root / file, content)
    with pytest.raises(ExplainError) as raised:
        build(root, root / "dist")
    (line,) = str(raised.value).splitlines()
    assert line.startswith("articles/first/demos/waves.py")
    assert told in line


def test_the_plain_theme_ships_and_fetches_no_font(tmp_path):
    root = begun(tmp_path)
    write(root / "site.toml", 'theme = "plain"\n' + SITE + '[navigation]\n"About" = "about/"\n')
    build(root, root / "dist")
    (sheet,) = root.glob("dist/assets/site.*.css")
    css = sheet.read_text()
    # The default, then the plain one, then the site's own.
    assert 0 < css.index("#fdfcf9") < css.index("#101012") < css.index("#fefefd")
    fonts = [path.name for path in root.glob("dist/assets/fonts/*")]
    assert not [name for name in fonts if not name.startswith("formula")]
    assert "font/woff2" not in text(root / "dist", "index.html")
    write(root / "site.toml", 'theme = "plian"\n' + SITE)
    with pytest.raises(
        ExplainError, match=r"^site\.toml:1: no theme named 'plian' ships; did you mean 'plain'"
    ):
        build(root, root / "dist")
    assert "font/woff2" not in text(root / "dist", "index.html")


def test_what_a_themes_base_adds_to_head_and_footer_is_on_every_page_and_so_is_what_pages_add(told):
    paths = {
        path.relative_to(told.out).as_posix(): path.read_text("utf-8") for path in told.out.rglob("*.html")
    }
    pages = {name: page for name, page in paths.items() if 'class="site-footer"' in page}
    kinds = {
        "index.html",
        "404.html",
        "colophon/index.html",
        "tags/index.html",
        "first/index.html",
        "about/index.html",
    }
    assert kinds <= {*pages}
    for name, page in pages.items():
        assert page.count('<meta name="mine">') == page.count("<b>Mine</b>") == 1, name
    assert 'type="module"' in pages["first/index.html"]
    assert "All articles" in pages["first/index.html"].rpartition("<b>Mine</b>")[2]


def test_entries_that_a_phone_has_no_room_for_stand_in_the_footer_there(told):
    footer = text(told.out, "first/index.html").rpartition('class="site-footer"')[2]
    assert '<a class="late" href="../about/">About</a>' in footer
    assert '<a class="late" href="https://example.org/code" rel="noopener external">Code</a>' in footer
    assert ">Notes</a>" not in footer


def test_words_of_another_language_are_set_apart_where_a_page_runs_from_right_to_left(tmp_path):
    root = begun(tmp_path)
    write(root / "site.toml", SITE.replace('"en"', '"he"') + '[navigation]\n"About" = "about/"\n')
    build(root, root / "dist")
    assert re.search(r"· <bdi>\d+ minutes?</bdi>", text(root / "dist", "first/index.html"))


def test_a_themes_own_font_is_published_and_asked_for_early(tmp_path):
    root = begun(tmp_path)
    (root / "theme" / "fonts").mkdir()
    (root / "theme" / "fonts" / "own.woff2").write_bytes(b"wOF2")
    rule = '@font-face {\n  font-family: "Own";\n  src: url("fonts/own.woff2") format("woff2");\n}\n'
    write(root / "theme" / "tokens.css", f'{rule}:root {{\n  --sans: "Own", sans-serif;\n}}\n')
    build(root, root / "dist")
    (font,) = root.glob("dist/assets/fonts/own.*.woff2")
    (sheet,) = root.glob("dist/assets/site.*.css")
    assert f'src: url("fonts/{font.name}") format("woff2")' in sheet.read_text()
    preload = (
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="../assets/fonts/{font.name}">'
    )
    assert preload in text(root / "dist", "first/index.html")
    # What the theme has in the place of a face that ships is not published.
    assert not [*root.glob("dist/assets/fonts/source-sans*")]
    write(root / "theme" / "tokens.css", rule.replace("own.woff2", "owm.woff2"))
    with pytest.raises(
        ExplainError, match=r"^theme/tokens\.css:3: there is no file 'fonts/owm\.woff2'; did you mean 'own"
    ):
        build(root, root / "dist")


def test_a_draft_is_named_and_published_in_serve_alone(told):
    assert not (told.out / "draft").exists()
    assert [each for each in told.said if "draft" in each] == [
        "note: articles/draft/article.md: is a draft, so it is not published"
    ]
    build(told.root, told.root / "serve", draft=True)
    assert (told.root / "serve" / "draft" / "index.html").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "site.toml",
            "https://pictures.example",
            "https://other.example",
            "articles/told/article.md:21: <img> fetches",
        ),
        (
            "site.toml",
            '["https://pictures.example"]',
            '"x"',
            "site.toml:16: 'images' wants a list of hosts, got 'x'",
        ),
        (
            "site.toml",
            "images =",
            "image =",
            "site.toml:16: unknown key 'image' of 'security'; did you mean 'images'?",
        ),
        ("site.toml", "R =", '"R 2" =', "site.toml:12: 'macros' wants a table of commands and their TeX"),
        (
            "articles/told/article.md",
            "old.html",
            "told/",
            "articles/told/article.md:2: 'told' would lead in a circle",
        ),
        (
            "articles/told/article.md",
            "old.html",
            "first",
            "articles/told/article.md:2: 'first' is the address of another",
        ),
        (
            "articles/told/article.md",
            "old.html",
            "feed.xml",
            "articles/told/article.md:2: 'feed.xml' is the address of a",
        ),
        (
            "articles/told/article.md",
            "hero.png",
            "heroe.png",
            "articles/told/article.md:2: no file named 'heroe.png'",
        ),
        ("articles/told/article.md", "works.bib", "work.bib", "articles/told/work.bib: the file is missing"),
        (
            "articles/told/article.md",
            "wide.html",
            "wides.html",
            "articles/told/article.md:2: there is no template",
        ),
        (
            "articles/told/article.md",
            "A number",
            "[x](../draft/)",
            "articles/told/article.md:19:5: the article 'draft' is a",
        ),
        (
            "articles/first/article.md",
            "summary",
            'aliases = ["old.html"]\nsummary',
            "articles/told/article.md:2: 'old.html' leads to",
        ),
    ],
)
def test_what_front_matter_and_site_toml_say_together_wrong_is_one_line(tmp_path, file, old, new, message):
    root = told_all(begun(tmp_path))
    path = root / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(ExplainError) as raised:
        build(root, root / "out")
    assert [line for line in str(raised.value).splitlines() if line.startswith(message)], str(raised.value)


@pytest.mark.parametrize(
    ("key", "base_url", "address"),
    [
        ('handbook = "book/"', "https://example.org/x/", "https://example.org/x/book/"),
        ('handbook = "https://example.com/b/"', None, "https://example.com/b/"),
        ('handbook = "book/"', None, ""),
        ("", "https://example.org/x/", ""),
    ],
    ids=["inner", "outer", "nowhere-yet", "none"],
)
def test_a_handbook_has_an_address_once_the_site_has_one(key, base_url, address, tmp_path):
    write(tmp_path / "site.toml", f'title = "T"\nsummary = "S."\nlanguage = "en"\n{key}\n')
    assert read_config(tmp_path, ErrorList(), base_url).handbook_address == address


@pytest.mark.parametrize("wrong", ["/book/", "ftp://x/", "a b", "javascript:x", "//x.org/"])
def test_a_handbook_that_is_no_address_is_told_with_its_line(wrong, tmp_path):
    write(tmp_path / "site.toml", f'title = "T"\nsummary = "S."\nlanguage = "en"\nhandbook = "{wrong}"\n')
    errors = ErrorList()
    assert read_config(tmp_path, errors) is None
    with pytest.raises(ExplainError, match=r"site\.toml:4: .* is no address from the site's root"):
        errors.raise_if_any()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("def compute():", "def compute(:"), "{0}:7:13: no Python: "),
        (
            ("from aeexplain.demo import", "import nothing_such\nfrom aeexplain.demo import"),
            "{0}:4: ModuleNotFoundError",
        ),
        (("readout(3", "readout(three"), "{0}:8: NameError: name 'three' is not defined"),
        (
            ('"height": readout', '"heigt": readout'),
            "{0}:7: demo 'first.waves': compute returns the views heigt",
        ),
        (("of the waves", "of $\\\\fooo$"), "{0}:16: demo 'first.waves': malformed TeX"),
    ],
)
def test_what_is_wrong_with_a_demo_of_a_site_is_one_line_from_the_sites_folder(tmp_path, change, told):
    write(tmp_path / "site.toml", SITE)
    write(tmp_path / "articles" / "first" / "article.md", FRONT.format("First"))
    place = "articles/first/demos/waves.py"
    text = DEMO.format(imports="", number=3)
    assert change[0] in text
    write(tmp_path / place, text.replace(*change))
    with pytest.raises(ExplainError) as refused:
        build(tmp_path, tmp_path / "dist")
    line = str(refused.value)
    assert line.startswith(told.format(place))
    assert "\n" not in line
    assert str(tmp_path) not in line


def test_the_colophon_has_the_sites_own_credits_and_none_that_it_does_not_give(tmp_path):
    article = FRONT.format("First").partition("::demo")[0]
    write(tmp_path / "articles" / "first" / "article.md", article)
    for key, has in (("", False), ('credits = ["The bees are <Ada\'s>."]\n', True)):
        write(tmp_path / "site.toml", key + SITE)
        build(tmp_path, tmp_path / "dist")
        page = text(tmp_path / "dist", "colophon/index.html")
        assert ("Whose ideas" in page, "The bees are &lt;Ada&#39;s&gt;." in page) == (has, has)
        assert "MNIST" not in page


@pytest.mark.parametrize("wrong", ['"one"', '["a", 3]', '[" "]'])
def test_credits_that_are_no_sentences_are_told_with_their_line(wrong, tmp_path):
    write(tmp_path / "site.toml", f'title = "T"\nsummary = "S."\nlanguage = "en"\ncredits = {wrong}\n')
    errors = ErrorList()
    assert read_config(tmp_path, errors) is None
    with pytest.raises(ExplainError, match=r"site\.toml:4: .*'credits'"):
        errors.raise_if_any()


def test_a_site_has_no_search_unless_it_asks_for_one(tmp_path):
    root = begun(tmp_path / "site")
    sizes = build(root, root / "dist")
    assert not [place for place in sizes if "search" in place]
    assert "search" not in (root / "dist" / "first" / "index.html").read_text("utf-8")


def test_whether_there_is_a_search_is_true_or_false(tmp_path):
    root = begun(tmp_path / "site")
    write(root / "site.toml", 'search = "yes"\n' + SITE)
    with pytest.raises(ExplainError, match=r"site\.toml:1.*'search'.*true or false"):
        build(root, root / "dist")
