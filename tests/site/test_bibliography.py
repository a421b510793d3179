import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.articles import read_manuscript
from aeexplain.site.bibliography import read_bibliography
from aeexplain.site.cache import Cache
from aeexplain.site.faults import Faults
from aeexplain.site.workroom import Workroom

GOOD = "author = {Ann B. Cee}, title = {T}, year = 2001"


def works(folder, text):
    (folder / "references.bib").write_text(text, encoding="utf-8")
    return read(folder)


def read(folder):
    (folder / "article.md").touch()
    faults = Faults()
    found = read_bibliography(
        read_manuscript(folder, folder), Workroom(folder, Cache(folder / "cache")), faults
    )
    faults.settle()
    return found


def work(folder, fields):
    return works(folder, f"@article{{key, {fields}}}")["key"]


def test_an_article_without_references_has_none(tmp_path):
    assert read(tmp_path) == {}


def test_works_that_are_kept_are_the_works_that_were_read(tmp_path):
    first = works(tmp_path, f"@article{{key, {GOOD}, doi = {{10.1/a}}}}")
    assert read(tmp_path) == first


def test_an_entry_becomes_a_work(tmp_path):
    found = work(tmp_path, GOOD + ", journal = {J}, volume = 3, number = 4, pages = {5--67}")
    assert found.authors == (("Cee", "A. B."),)
    assert (found.title, found.year, found.venue, found.details) == ("T", "2001", "J", "3(4), 5–67")
    assert found.where == "references.bib:1"


def test_latex_becomes_unicode(tmp_path):
    names = r"author = {{\'E}mile van den {\"O}rd and Kaiser, {\L}ukasz and {Deep Mind} and others}"
    found = work(tmp_path, names + r", year = 2001, title = {{PCA} -- \& more}")
    assert found.authors == (
        ("van den Örd", "É."),
        ("Kaiser", "Ł."),
        ("Deep Mind", ""),
        ("others", ""),
    )
    assert found.title == "PCA – & more"


@pytest.mark.parametrize(
    ("field", "link"),
    [
        ("doi = {10.1/a_b}", ("doi:10.1/a_b", "https://doi.org/10.1/a_b")),
        ("doi = {https://doi.org/10.1/a}", ("doi:10.1/a", "https://doi.org/10.1/a")),
        ("eprint = {1711.00937}", ("arXiv:1711.00937", "https://arxiv.org/abs/1711.00937")),
        ("url = {https://a.org/x/}", ("a.org/x", "https://a.org/x/")),
    ],
)
def test_a_work_links_to_where_it_can_be_read(tmp_path, field, link):
    assert work(tmp_path, f"{GOOD}, {field}").links == (link,)


def test_an_address_that_only_repeats_the_doi_is_left_out(tmp_path):
    found = work(tmp_path, GOOD + ", doi = {10.1/a}, url = {https://doi.org/10.1/a}")
    assert len(found.links) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@book{a, title = {T}, year = 1}", "references.bib:1: the entry 'a' has no author; add author"),
        ("\n@book{a, author = {B}, year = 1}", "references.bib:2: the entry 'a' has no title"),
        ("\n\n@book{a, author = {B}, title = {T}}", "references.bib:3: the entry 'a' has no year"),
        ("@book{a, title = \n}", "references.bib:2: not valid BibTeX: field value expected"),
        ("@book{a, " + GOOD + "}\n@book{a, " + GOOD + "}", "references.bib:2: not valid BibTeX: repeated"),
        ("\n@book{a, " + GOOD + ", year = 2}", "references.bib:2: not valid BibTeX: entry with key a has a"),
        ("@book{a, author = {A, B, C, D}, title = {T}, year = 1}", "references.bib:1: not valid BibTeX: Too"),
        ("@book{a, author = {A}, title = {$x$}, year = 1}", "references.bib:1: LaTeX that is not understood"),
        ("@book{a, author = {A}, title = {\\emph{x}}, year = 1}", "not understood in the title of 'a'"),
        (
            "@book{a, " + GOOD + ", url = {http://a.org}}",
            "references.bib:1: the url of 'a' is no https address",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text, told):
    with pytest.raises(ExplainError) as raised:
        works(tmp_path, text)
    assert told in str(raised.value)
