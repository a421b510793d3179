import re

import pytest
from english import ENGLISH

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.articles import read_article_source
from aeexplain.site.content.bibliography import read_bibliography
from aeexplain.site.content.bibtex import read_works
from aeexplain.site.content.citations import references
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.templates import Templates

GOOD = "author = {Ann B. Cee}, title = {T}, year = 2001"


def works(folder, text):
    (folder / "references.bib").write_text(text, encoding="utf-8")
    return read(folder)


def read(folder):
    (folder / "article.md").touch()
    errors = ErrorList()
    found = read_bibliography(
        read_article_source(folder, folder), BuildContext(folder, Cache(folder / "cache")), errors
    )
    errors.raise_if_any()
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
        (
            'doi = {10.1002/(SICI)<1::x>"a"}',
            ('doi:10.1002/(SICI)<1::x>"a"', "https://doi.org/10.1002/(SICI)%3C1::x%3E%22a%22"),
        ),
        ("eprint = {cs/9901001v2}", ("arXiv:cs/9901001v2", "https://arxiv.org/abs/cs/9901001v2")),
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
    ("text", "message"),
    [
        ("@book{a, title = {T}, year = 1}", "1: the entry 'a' has no author; add author"),
        ("\n@book{a, author = {B}, year = 1}", "2: the entry 'a' has no title"),
        ("\n\n@book{a, author = {B}, title = {T}}", "3: the entry 'a' has no year"),
        ("@book{a, title = \n}", "2: not valid BibTeX: field value expected"),
        ("@book{a, " + GOOD + "}\n@book{A, " + GOOD + "}", "2: the key 'A' is given twice, first in line 1"),
        ("\n@book{a, " + GOOD + ",\nyear = 2}", "3: the entry 'a' has the field 'year' twice"),
        ("@book{a, author = {A, B, C, D}, title = {T}, year = 1}", "1: not valid BibTeX: Too"),
        ("@book{a, author = {A},\n title = {$x$}, year = 1}", "2: LaTeX that is not understood in the title"),
        (
            "@book{a, author = {A},\n title = {T\n \\emph{x}}, year = 1}",
            "3: LaTeX that is not understood in the title of 'a': \\emph; write plain text",
        ),
        (
            "@book{a, author = {A\n \\foo{b}}, title = {T}, year = 1}",
            "2: LaTeX that is not understood in the author",
        ),
        ("@book{a, " + GOOD + ",\nurl = {ftp://a.org}}", "2: the url of 'a' is no web address"),
        (
            "@book{a,\n author = {A},\n title = {T {U},\n year = 1\n}\n",
            "3: a brace is not closed in the title of 'a'",
        ),
        (
            '@book{a,\n author = "A,\n title = {T},\n year = 1\n}\n',
            "2: a quotation mark is not closed in the author",
        ),
        ("@book{a,\n " + GOOD + ",\n\n@misc{b, " + GOOD + "}", "1: a brace is not closed in 'a'"),
        ("@book{a,\n author = {A}},\n title = {T},\n year = 1\n}", "2: the entry 'a' ends here, but goes on"),
        ("@book{a,\n author = {A}\n title = {T},\n year = 1\n}", "2: a comma is missing before 'title'"),
        ("@book{a\n " + GOOD + "}", "1: a comma is missing before 'author'"),
        ("\n@book{,\n " + GOOD + "}", "2: an entry without a key; write @article{KEY, ..."),
        ("\n@book{" + GOOD + "}", "2: an entry without a key"),
        (
            "@article{a, " + GOOD + ",\n journal = jmlr}",
            "2: no @string named 'jmlr'; write it between braces",
        ),
        ("@book{a, author = {A},\n title = { }, year = 1}", "2: the title of 'a' is empty; fill it in"),
        ("@article{a, " + GOOD + ",\n journal = {}}", "2: the journal of 'a' is empty"),
        ("@article{a, " + GOOD + ",\n doi = { }}", "2: the doi of 'a' is empty"),
        ("@inbook{a, " + GOOD + ",\n crossref = {zz}}", "2: no entry named 'zz'; there are: a"),
        ("@book{a author = {A}, title = {T}, year = 1}", "1: a comma is missing after the key 'a'"),
        ("@book{a b,\n " + GOOD + "}", "1: a comma is missing after the key 'a'; write it; a key has no"),
        (
            "@book{a,\n author = {A\0}, title = {T}, year = 1}",
            "2: a character that no page can show: '\\x00'",
        ),
        ("@book{a,\n author = {A}, title = {\ufdd0}, year = 1}", "2: a character that no page can show"),
        ("@book{a, " + GOOD + ",\n doi = {../x}}", "2: the doi of 'a' is no DOI: ../x; write 10."),
        ("@book{a, " + GOOD + ",\n doi = {10.1/a b}}", "2: the doi of 'a' is no DOI"),
        ("@book{a, " + GOOD + ",\n eprint = {../x}}", "2: the eprint of 'a' is no arXiv number: ../x"),
        ("@book{a, " + GOOD + ",\n url = {https://a b}}", "2: the url of 'a' is no web address"),
        ("@book{a,\n author {A},\n title = {T},\n year = 1}", "2: not valid BibTeX: '=' expected"),
    ],
)
def test_what_is_wrong_is_told_once_and_with_its_line(tmp_path, text, message):
    with pytest.raises(ExplainError) as raised:
        works(tmp_path, text)
    (line,) = str(raised.value).splitlines()
    assert line.startswith(f"references.bib:{message}")


def test_text_that_looks_like_a_field_is_text(tmp_path):
    found = work(tmp_path, GOOD + ",\n abstract = {In\nd = 2 dimensions, {so},\nk = 3},\n journal = {J}")
    assert found.venue == "J"


def test_an_entry_that_is_refused_is_known_to_those_who_cite_it(tmp_path):
    errors = ErrorList()
    text = (
        "@book{a, author = {B}, title = {T}}\n@misc{b,\n title = {T {U},\n year = 1\n}\n@misc{c, "
        + GOOD
        + "}"
    )
    assert set(read_works(text, "r.bib", errors)) == {"a", "b", "c"}
    assert len(errors) == 2


@pytest.mark.parametrize(
    ("kind", "fields", "italics"),
    [
        ("article", "journal = {V}", "V"),
        ("article", "eprint = {1711.00937}", ""),
        ("book", "publisher = {V}", "T."),
        ("incollection", "booktitle = {V}, publisher = {P}", "V"),
        ("inbook", "booktitle = {V}", "V"),
        ("inproceedings", "booktitle = {V}, pages = {1--2}", "V"),
        ("inproceedings", "publisher = {V}", ""),
        ("phdthesis", "school = {V}", "T."),
        ("mastersthesis", "school = {V}", "T."),
        ("techreport", "institution = {V}", "T."),
        ("misc", "howpublished = {V}", "T."),
        ("misc", "eprint = {1711.00937}", "T."),
        ("misc", "journal = {V}", "V"),
        ("online", "url = {https://a.org}", "T."),
    ],
)
def test_italics_are_for_what_stands_for_itself_and_for_what_holds_parts(
    tmp_path, root, kind, fields, italics
):
    known = references(works(tmp_path, f"@{kind}{{key, {GOOD}, {fields}}}"))
    page = Templates([root / "templates"], Cache(tmp_path / "cache")).render(
        "references.html", references=known.values(), word=ENGLISH
    )
    assert "".join(re.findall("<i>(.*?)</i>", page)) == italics
    assert "T." in page


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("author = {A}, title = {T}, date = {2013-09}", ("2013", "T", "")),
        ("author = {A}, title = {T}, date = {2013-09}, year = {2012}", ("2012", "T", "")),
        ("author = {A}, title = {T}, year = {n.d.}", ("n.d.", "T", "")),
        (
            r"author = {A}, title = {A \LaTeX{} and {\BibTeX} book}, year = 2001",
            ("2001", "A LaTeX and BibTeX book", ""),
        ),
        (GOOD + ", number = {TR 95-041}", ("2001", "T", "TR 95-041")),
        (GOOD + ", volume = 3, number = 4", ("2001", "T", "3(4)")),
    ],
)
def test_years_titles_and_numbers_are_read_as_biblatex_and_bibtex_write_them(tmp_path, fields, shown):
    found = work(tmp_path, fields)
    assert (found.year, found.title, found.details) == shown


def test_an_address_without_encryption_is_a_link(tmp_path):
    assert work(tmp_path, GOOD + ", url = {http://a.org/b/}").links == (("a.org/b", "http://a.org/b/"),)


def test_who_gives_no_year_hears_how_to_say_so(tmp_path):
    with pytest.raises(ExplainError, match=r"add year = \{...\}, or year = \{n.d.\} where it has none"):
        work(tmp_path, "author = {A}, title = {T}")
