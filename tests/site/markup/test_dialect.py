"""The dialect of articles, case by case: dialect_cases.toml says what each becomes, or how it is refused."""

import re
import tomllib
from pathlib import Path

import pytest
from english import ENGLISH

from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.markdown import convert, fill
from aeexplain.site.markup.nodes import CodeBlock, Formula, Image, Link

GROUPS = tomllib.loads(Path(__file__).with_name("dialect_cases.toml").read_text("utf-8"))
CASES = {f"{group}: {name}": case for group, cases in GROUPS.items() for name, case in cases.items()}


def shown(body):
    """The HTML of an article without the ends of lines between its elements, its nodes as the cases write them."""

    def filling(index):
        match body.nodes[index]:
            case Formula(tex, display):
                return f"⟦⟦{tex}⟧⟧" if display else f"⟦{tex}⟧"
            case CodeBlock(text):
                return f"⟪{text}⟫"
            case Link(target):
                return target
            case Image() as image:
                more = [f"{key}={value}" for key, value in image.attributes]
                more += [image.label] if image.label else []
                more += [] if image.caption is None else [f"caption={fill(image.caption, filling)}"]
                return f"⟨{'|'.join((image.source, image.alt, *more))}⟩"
            case _:
                return ""

    html = re.sub(r"(?<=>)\n+|\n+(?=<)", "", convert(body).html)
    return fill(re.sub(r"(?<=\w)\n(?=[\w\ue000])", "", html), filling)


@pytest.mark.parametrize("name", CASES)
def test_an_article_is_shown_as_its_author_knows_it_or_refused_with_place_and_remedy(name):
    case, errors = CASES[name], ErrorList()
    body = scan(case["text"], "a.md", errors)
    told = sorted(str(each) for each in errors.found)
    if "refused" in case:
        assert [each for each in told if each.startswith(case["refused"])], told
        assert len(told) == 1 or case.get("all"), told
        assert all("; " in each for each in told), "each has its remedy"
        return
    assert told == []
    html = ENGLISH.fill(shown(body))
    for part in case.get("has", ()):
        assert re.sub(r"(?<=\w)\n(?=\w)", "", part) in html or part in html, html
    for part in case.get("lacks", ()):
        assert part not in html
    if "⟪" not in html:
        assert not re.search(r"[\ue000-\uf8ff]", html)


def test_every_case_expects_something():
    for name, case in CASES.items():
        assert {"has", "refused"} & set(case), name


@pytest.mark.parametrize(
    ("text", "position", "place"),
    [
        ("$ab$", 1, "a.md:1:3"),
        ("> - $a\n>   b c$", 4, "a.md:2:7"),
        ("- $$\n  a\n    bc\n  $$", 5, "a.md:3:5"),
        ("| a | b |\n|---|---|\n| x\\|y | $a\\|bc$ |", 3, "a.md:3:15"),
        ("## A $bc$ {#d}", 1, "a.md:1:8"),
        ("$$a \\label{eq:b} c$$", 3, "a.md:1:19"),
        ("\\begin{align}\na &= bc\n\\end{align}", 16, "a.md:2:2"),
        ("[^n]: a\n\n    $bc$\n\nd[^n]", 1, "a.md:3:7"),
        ("::demo a b\n $cd$", 1, "a.md:2:4"),
        ("A\n:   b $cd$", 1, "a.md:2:9"),
        ("> [!NOTE]\n> a $bc$", 1, "a.md:2:7"),
    ],
)
def test_what_is_wrong_in_a_formula_is_told_in_its_column_wherever_it_stands(text, position, place):
    (formula,) = scan(text, "a.md", ErrorList()).formulas
    assert formula.place(position) == place
