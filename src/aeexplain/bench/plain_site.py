"""A site of made-up articles without figures: 6,000 words each, a hundred formulas of their own, tables, code, references."""

import random
from collections.abc import Iterator
from pathlib import Path

WORDS = 6000
FORMULAS = 100
SECTIONS = 20
VOCABULARY = """
a the of to and in is that for it as with on be by this which are from or not an at can one more between every where code map
noise error model field point learns keeps draws moves falls rises bends copies mean value slope surface weight unit layer curve
sample distance gradient manifold encoder decoder prior density reconstruction dimension
"""
SITE = """title = "Plain"
summary = "Articles without figures."
author = "Nobody"
language = "en"
url = "https://example.org/"
"""


def write_tree(root: Path, count: int) -> None:
    """Write a tree of `count` articles into an empty folder; its templates are those that ship."""
    for number in range(count):
        folder = root / "content" / f"plain-{number:04}"
        folder.mkdir(parents=True)
        (folder / "article.md").write_text(article(number, count), encoding="utf-8")
        (folder / "references.bib").write_text(references(number), encoding="utf-8")
    (root / "content" / "site.toml").write_text(SITE, encoding="utf-8")


def article(number: int, count: int) -> str:
    """Return the text of one article; each has its own words and formulas, the same every time."""
    chance = random.Random(number)
    front = f'+++\ntitle = "Plain article {number}"\nsummary = "The words of number {number}."\n'
    front += (
        f'authors = ["A. Nobody", "B. Nobody"]\ndate = 2026-{1 + number % 12:02}-{1 + number % 28:02}\n+++\n'
    )
    sections = [section(number, each, count, chance) for each in range(SECTIONS)]
    return front + "\n".join(sections) + f"\n[^aside]: {sentence(30, chance)}\n"


def section(number: int, place: int, count: int, chance: random.Random) -> str:
    """Return one section: a twentieth of everything that the article has."""
    inline = [f"${formula(number, place, each, chance)}$" for each in range(FORMULAS // SECTIONS - 1)]
    shown = f"$$\\sum_{{i=1}}^{{n}} {formula(number, place, 9, chance)}$$ {{#eq:e{place}}}"
    paragraphs = [sentence((WORDS // SECTIONS - 50) // 4, chance, inline[i::4]) for i in range(4)]
    return "\n\n".join(
        (f"\n## Section {place} {{#sec:s{place}}}", *paragraphs, shown, *extra(number, place, count))
    )


def extra(number: int, place: int, count: int) -> Iterator[str]:
    """Yield what only some sections have: a table, code, a list, citations, links."""
    yield f"As [@work{place % 10}, p. {place + 1}] and @work{(place + 3) % 10} show, @eq:e{place} holds in @sec:s{place}."
    if place % 5 == 0:
        rows = "\n".join(f"| {row} | {number + row}.5 | ${row}n_{{{number}}}$ |" for row in range(6))
        yield f"Table: Costs of **step** {place}. {{#tab:t{place}}}\n\n| Step | Cost | Order |\n|---|---:|---|\n{rows}"
    if place % 5 == 1:
        yield (
            "```python\n"
            + "\n".join(f"def f{i}(x):\n    return x * {number + i}\n" for i in range(6))
            + "```"
        )
    if place % 5 == 2:
        yield "\n".join(f"- item *{i}* of `{number}` and {i} more" for i in range(6))
    if place == 3:
        yield f"More stands in [its neighbour](../plain-{(number + 1) % count:04}/#sec:s1), as noted.[^aside]"


def sentence(words: int, chance: random.Random, formulas: list[str] | None = None) -> str:
    """Return words with formulas among them, in sentences of a dozen."""
    vocabulary = VOCABULARY.split()
    chosen = [chance.choice(vocabulary) for _ in range(words)]
    for each in formulas or []:
        chosen.insert(chance.randrange(len(chosen)), each)
    parts = [" ".join(chosen[at : at + 12]) for at in range(0, len(chosen), 12)]
    return ". ".join(part[0].upper() + part[1:] for part in parts) + "."


def formula(number: int, place: int, index: int, chance: random.Random) -> str:
    """Return TeX that no other article has."""
    a, b = chance.randrange(1, 99), chance.randrange(1, 99)
    own = f"z_{{{number},{place},{index}}}"
    forms = (
        rf"{own} = f_\theta(x_{{{a}}})",
        rf"\frac{{{a}}}{{{b} + {own}}}",
        rf"\sqrt{{{own}^2 + {a}}}",
        rf"\lVert x - {own} \rVert_2^2 \le {a}",
        rf"\mathbb E_{{q}}[{own}] - {b}",
    )
    return forms[index % len(forms)]


def references(number: int) -> str:
    """Return a bibliography of ten works."""
    return "\n".join(
        f"@article{{work{each}, author = {{Ann {chr(65 + each)}ut and Bo Lee}}, title = {{On {number} and {each}}}, "
        f"journal = {{Journal}}, year = {2000 + each}, doi = {{10.1/{number}.{each}}}}}"
        for each in range(10)
    )
