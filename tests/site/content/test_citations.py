import re

import pytest
from english import ENGLISH

from aeexplain.errors import ExplainError
from aeexplain.site.content import citations
from aeexplain.site.content.works import Work
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.extract import scan


def work(key, *names, year="2001", title="T"):
    return Work(key, tuple((name, "A.") for name in names), title, year, "J", "3", (), f"r.bib:{len(key)}")


def references(*works):
    return citations.references({each.key: each for each in works})


def cited(text, known):
    errors = ErrorList()
    body = scan(text, "a.md", errors)
    cited = body.of(citations.Citation)
    html = [ENGLISH.fill(citations.citation_html(each, known, errors, known)) for each in cited]
    errors.raise_if_any()
    return html


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (["Hinton"], "Hinton 2001"),
        (["Hinton", "Salakhutdinov"], "Hinton & Salakhutdinov 2001"),
        (["Vincent", "Larochelle", "Bengio"], "Vincent et al. 2001"),
        (["Vincent", "others"], "Vincent et al. 2001"),
    ],
)
def test_a_work_is_called_by_author_and_year(names, label):
    assert ENGLISH.fill(references(work("a", *names))["a"].label) == label


def test_works_that_would_be_called_the_same_get_letters_by_title():
    found = references(work("x", "Kim", title="B"), work("y", "Kim", title="A"), work("z", "Kim", year="1"))
    assert {key: each.year for key, each in found.items()} == {"z": "1", "y": "2001a", "x": "2001b"}


def test_the_list_is_sorted_by_name_then_year():
    found = references(work("a", "van Dyk"), work("b", "Abel", year="2002"), work("c", "Abel"))
    assert list(found) == ["c", "b", "a"]


def test_a_citation_stands_in_parentheses_with_what_goes_before_and_after():
    (html,) = cited("So [see @a; @b, p. 3].", references(work("a", "Ant"), work("b", "Bee")))
    assert html.startswith('(see <cite class="citation"><a href="#ref-a" id="cite-a-1"')
    assert ">Ant 2001</a>" in html
    assert "</cite>; <cite" in html
    assert html.endswith("</cite>, p. 3)")


def test_a_citation_in_a_sentence_has_only_its_year_in_parentheses():
    (html,) = cited("As @a. says", references(work("a", "Ant")))
    assert ">Ant (2001)</a>" in html
    assert html.startswith("<cite")


def test_a_colon_may_follow_a_citation():
    (html,) = cited("a theorem [@a]: none", references(work("a", "Ant")))
    assert ">Ant 2001</a>" in html


def test_a_citation_leads_to_its_reference():
    (html,) = cited("[@a]", references(work("a", "Ant", title="On <i>")))
    assert '<a href="#ref-a" id="cite-a-1" role="doc-biblioref">Ant 2001</a>' in html


def test_a_reference_knows_every_place_that_cites_it():
    known = references(work("a", "Ant"))
    cited("[@a] and @a", known)
    assert known["a"].places == ["cite-a-1", "cite-a-2"]


@pytest.mark.parametrize("text", ["me@a.org", r"\@a", "`@a`", "https://x.org/@a", "@ a", "[t](https://x/@a)"])
def test_an_at_sign_elsewhere_cites_nothing(text):
    assert cited(text, {}) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("so [@aant]", "a.md:1:5: no reference named 'aant'; did you mean 'ant'?"),
        ("[@ant; and so]", "a.md:1:8: 'and so' cites nothing; write [@key; @other, p. 3]"),
    ],
)
def test_what_cannot_be_cited_is_told_with_its_place(text, message):
    with pytest.raises(ExplainError) as raised:
        cited(text, references(work("ant", "Ant")))
    assert str(raised.value) == message


@pytest.mark.parametrize("text", ["[@a]", "as @ant2001 says", "as @ant2001b says"])
def test_without_any_references_the_file_is_named(text):
    with pytest.raises(ExplainError, match=r"write references\.bib beside the article"):
        cited(text, {})


def test_a_name_behind_an_at_sign_is_a_name_where_there_is_no_bibliography():
    assert cited("Thanks to @somebody.", {}) == ["@somebody"]


def words_of(html):
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@a [ch. 7] so", "Ant (2001, ch. 7)"),
        ("@a[p. 3]", "Ant (2001, p. 3)"),
        ("@a\n[p. 3]", "Ant (2001, p. 3)"),
        ("@a [p. 3; see @b, p. 4; -@c]", "Ant (2001, p. 3; see Bee 2001, p. 4; 2002)"),
        ("@a [p. 3; and p. 4]", "Ant (2001, p. 3; and p. 4)"),
        ("[-@a]", "(2001)"),
        ("[-@a, p. 3; @b]", "(2001, p. 3; Bee 2001)"),
        ("[see -@a]", "(see 2001)"),
        ("-@a", "(2001)"),
        ("-@a [p. 3]", "(2001, p. 3)"),
        (
            "[see @a, pp. 33-35 and *passim*; also @b, ch. 1]",
            "(see Ant 2001, pp. 33-35 and passim; also Bee 2001, ch. 1)",
        ),
        ("[@a p. 3]", "(Ant 2001, p. 3)"),
        ("[@a, {pp. iv, vi}, more]", "(Ant 2001, pp. iv, vi, more)"),
        ("[@{a}; @{b}]", "(Ant 2001; Bee 2001)"),
        ("@{a} says", "Ant (2001)"),
        ("@d", "Ant and Bee (2003)"),
        ("[@d]", "(Ant &amp; Bee 2003)"),
        ("@a [link](https://a.org)", "Ant (2001)"),
        ("@a [defined]\n\n[defined]: https://a.org", "Ant (2001)"),
    ],
)
def test_citations_read_as_pandoc_reads_them(text, shown):
    known = references(
        work("a", "Ant"),
        work("b", "Bee"),
        work("c", "Cow", year="2002"),
        work("d", "Ant", "Bee", year="2003"),
    )
    (html,) = cited(text, known)
    assert words_of(html) == shown
    assert html.count("<a") == html.count("</a>") == len(re.findall(r"20\d\d", shown))


def test_what_stands_behind_a_name_that_cites_nothing_stays():
    assert cited("Thanks to @somebody [of us].", {}) == ["@somebody [of us]"]
