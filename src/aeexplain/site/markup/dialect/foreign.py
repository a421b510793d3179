"""What other dialects of Markdown know and this one does not: refused with a remedy, or it would be shown as it stands."""

import re


def _refusal(pattern: str, what: str, hint: str) -> tuple[re.Pattern[str], str, str]:
    return re.compile(pattern, re.DOTALL), what, hint


# By the character that each begins with, within a paragraph.
FOREIGN = {
    "[": (
        _refusal(r"\[\[_?TOC_?\]\]", "a table of contents", "remove it: each page has one"),
        _refusal(
            r"\[\[(?![\[^])[^\[\]\n]+\]\](?!\()",
            "a link of a wiki",
            r"write [text](../slug/), or \[ for a bracket",
        ),
    ),
    "{": (
        _refusal(
            r"\{(?:\+\+.*?\+\+|--.*?--|~~.*?~~|==.*?==|>>.*?<<)\}",
            "a mark of a reviewer",
            "take it or remove it",
        ),
        _refusal(
            r"\{[A-Za-z][\w:.-]*\}(?=`)", "a role of MyST", r"write $...$, @label, a link, or \{ for a brace"
        ),
        _refusal(
            r"\{:?[ \t]*(?:[.#][A-Za-z]|[A-Za-z-]+=)[^{}\n]*\}|\{:[^{}\n]*\}",
            "attributes behind what takes none",
            r"headings, paragraphs, images, links and fences take some; write \{ for a brace",
        ),
    ),
    ":": (
        _refusal(
            r"(?<![\w:/]):[a-z][a-z0-9_+-]*[a-z0-9]:(?![\w:/])",
            "the short name of an emoji",
            r"write the character itself, or \: for a colon",
        ),
    ),
    "=": (
        _refusal(r"(?<![=\w])==[^\s=](?:[^=\n]*[^\s=])?==(?![=\w])", "a highlight", "write <mark>...</mark>"),
    ),
    "~": (
        _refusal(
            r"(?<!~)~(?![~\s])[^~\s]+~(?!~)",
            "words between single tildes",
            r"write ~~...~~ to strike them out, <sub>...</sub> to lower them, or \~",
        ),
    ),
    "^": (
        _refusal(
            r"\^\[",
            "a note within the text",
            "write [^name], and [^name]: and the note in a paragraph of its own",
        ),
        _refusal(r"\^(?![\^\s])[^\^\s]+\^", "words between circumflexes", r"write <sup>...</sup>, or \^"),
    ),
    "%": (_refusal(r"%%.*?%%", "a comment of Obsidian", "write <!-- ... -->"),),
    "<": (_refusal(r"<!--(?!.*-->)", "a comment that is not closed", "close it with -->"),),
}
LATEX = {
    "cite": "write [@key]",
    "citep": "write [@key]",
    "citet": "write @key",
    "footnote": "write [^name], and [^name]: and the note in a paragraph of its own",
    "emph": "write *...*",
    "textit": "write *...*",
    "textbf": "write **...**",
    "texttt": "write `...`",
    "url": "write <https://...>",
    "href": "write [text](https://...)",
    "section": "write ## and the heading",
    "subsection": "write ### and the heading",
    "newcommand": "leave empty lines around definitions, which end with their braces",
    "renewcommand": "leave empty lines around definitions, which end with their braces",
    "DeclareMathOperator": "leave empty lines around definitions, which end with their braces",
    "label": "write {#eq:NAME} behind a display, {#sec:NAME} behind a heading",
    "begin": r"write it in Markdown, or $$\begin{...}...\end{...}$$ where it is a formula",
    "end": r"write it in Markdown, or $$\begin{...}...\end{...}$$ where it is a formula",
}
# What a line of a paragraph may not begin with, by the words that tell it.
LINES = (
    _refusal(
        r"!!![ \t]+\w",
        "a box of MkDocs",
        "write > [!NOTE], and the text behind >; an empty line above a box is wanted",
    ),
    _refusal(r"\?\?\?\+?[ \t]+\w", "a fold of MkDocs", "write ::: deeper TITLE, and ::: where it ends"),
    _refusal(r"\*\[[^\]\n]+\]:", "an abbreviation", 'write <abbr title="...">...</abbr>'),
    _refusal(r"\[TOC\][ \t]*$", "a table of contents", "remove it: each page has one"),
    _refusal(r"\([\w:.-]+\)=[ \t]*$", "a label of MyST", "write {#sec:NAME} behind the heading"),
    _refusal(
        r"\[![A-Za-z]+\]",
        "a callout's mark",
        "write > [!NOTE] alone in a quote's first line; there are NOTE, TIP, IMPORTANT, WARNING, CAUTION",
    ),
    _refusal(
        r"\\(?:newpage|pagebreak|noindent|maketitle|tableofcontents)\b", "a command of LaTeX", "remove it"
    ),
    _refusal(r"(?:import|export)[ \t][^\n]*?(?:from[ \t]+['\"]|=[ \t]*\S)", "a line of MDX", "remove it"),
    _refusal(
        r"(?:\+---|\+===|-{3,}[ \t]+-{3,})",
        "a table drawn with lines",
        "write | a | b |, and |---|---| below the head",
    ),
)
# What one of its later lines may not begin with either.
LATER_LINES = (
    _refusal(r":[ \t]+\S", "a meaning whose term has several lines", "leave an empty line above the term"),
)


def latex_hint(command: str) -> str:
    """Return what to write instead of a command of LaTeX."""
    return LATEX.get(
        command, r"write it in Markdown, or between dollar signs where it is a formula; \\ is a backslash"
    )


def refused_line(text: str) -> tuple[int, str, str] | None:
    """Return index, name and remedy of the first line of a paragraph that another dialect would read as something."""
    at = 0
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip())
        for pattern, what, hint in (*LINES, *LATER_LINES) if number else LINES:
            if pattern.match(line, indent):
                return at + indent, f"{what}, {line.strip()!r:.40}", hint
        at += len(line) + 1
    return None
