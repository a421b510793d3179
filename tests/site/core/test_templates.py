"""Templates of a theme: what extends one that ships can fill its blocks, and no others."""

import pytest

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.site.core.templates import Templates


@pytest.fixture
def templates(tmp_path):
    """What makes templates of a theme's page, over a base that ships and a page that extends it."""

    def made(base, page="{% extends 'base.html' %}{% block content %}C{% endblock %}"):
        for folder, name, text in (
            ("shipped", "base.html", "<{% block head %}h{% endblock %}{% block content %}{% endblock %}>"),
            ("shipped", "page.html", page),
            ("theme/templates", "base.html", base),
        ):
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return Templates([tmp_path / "theme" / "templates", tmp_path / "shipped"], Cache(tmp_path / "cache"))

    return made


def test_a_theme_fills_one_block_of_a_template_that_ships(templates):
    own = "{% extends 'shipped/base.html' %}\n{% block head %}mine, {{ super() }}{% endblock %}"
    assert templates(own).render("page.html") == "<mine, hC>"


def test_a_block_within_one_that_it_fills_is_a_themes_own(templates):
    own = "{% extends 'shipped/base.html' %}{% block head %}{% block inner %}i{% endblock %}{% endblock %}"
    assert templates(own).render("page.html") == "<iC>"


def test_a_block_that_the_template_below_has_not_is_refused_with_its_line_and_its_neighbour(templates):
    own = "{% extends 'shipped/base.html' %}\n{% block head %}{% endblock %}\n{%- block contents %}x{% endblock %}"
    with pytest.raises(ExplainError) as refused:
        templates(own).render("page.html")
    assert str(refused.value) == (
        "theme/templates/base.html:3: the block 'contents' is none of 'shipped/base.html', so it would be shown nowhere; "
        "did you mean 'content'?"
    )
