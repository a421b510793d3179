"""Markdown of what code has: tables, code, docstrings and signatures."""

import ast
import inspect
import re
import textwrap

# What Markdown, or a dialect of it, may read as more than itself; \[ would begin a formula, so each is written as its number.
SPECIAL = re.compile(r"[&\\*_<>{}$@~^=|\[\]#:!%]")
# A short literal in a sentence, which would get the quotation marks of words.
LITERAL = re.compile(r'(?<![`\w])"([a-z0-9 ]{1,12})"(?![`\w])')
WIDTH = 72  # letters of code that stand beside each other on a page
INDENTED = {"initial_indent": "    ", "subsequent_indent": "    ", "break_long_words": False}
CODE = re.compile(r"(`+[^`]*`+)")


def table(heads, rows):
    """Return a table whose cells are Markdown in one line."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("\n", " ") for cell in line) + " |" for line in lines
    )


def code(text):
    """Return a text as code within a line, in a table's cell too."""
    text = str(text).replace("|", r"\|")
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def prose(text):
    """Return a sentence of a docstring as Markdown: literals as code, nothing else but what is code already marked."""
    parts = CODE.split(LITERAL.sub(r'`"\1"`', text))
    return "".join(
        part if index % 2 else SPECIAL.sub(lambda found: f"&#{ord(found[0])};", part)
        for index, part in enumerate(parts)
    )


def told(thing, cut="Return "):
    """Return the paragraphs of a docstring as Markdown, without the word that each function's begins with."""
    text = inspect.getdoc(thing) or ""
    named = "|".join(inspect.signature(thing).parameters) if callable(thing) else ""
    text = re.sub(rf"(?:^|(?<=\.)\s+)({named}): ", r"\n\n`\1`: ", text) if named else text
    text = re.sub(rf"^({named}): ", r"\n\n`\1`: ", text, flags=re.MULTILINE) if named else text
    paragraphs = [" ".join(each.split()) for each in text.removeprefix(cut).split("\n\n") if each.strip()]
    if text.startswith(cut):
        paragraphs[0] = paragraphs[0][0].upper() + paragraphs[0][1:]
    return "\n\n".join(map(prose, paragraphs))


def signature(name, thing):
    """Return how something is called, with its defaults and without types; its name alone where nothing calls it."""
    if not callable(thing):
        return name
    parts, bare = [], False
    for each in inspect.signature(thing).parameters.values():
        star = {each.VAR_POSITIONAL: "*", each.VAR_KEYWORD: "**"}.get(each.kind, "")
        if each.kind == each.KEYWORD_ONLY and not bare and not any(part.startswith("*") for part in parts):
            parts.append("*")
        bare = bare or each.kind == each.KEYWORD_ONLY
        parts.append(f"{star}{each.name}{_default(each)}")
    line = f"{name}({', '.join(parts)})"
    return (
        line if len(line) <= WIDTH else f"{name}(\n{textwrap.fill(', '.join(parts), WIDTH, **INDENTED)},\n)"
    )


def fence(text, language="python"):
    """Return a block of code."""
    return f"```{language}\n{text.strip(chr(10))}\n```"


def body_of(source, function):
    """Return the lines of a function in a file's source, without its docstring, as they would stand alone."""
    [found] = [
        each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef) and each.name == function
    ]
    lines = source.splitlines()[found.body[0].end_lineno : found.end_lineno]
    return textwrap.dedent("\n".join(lines))


def _default(parameter):
    value = parameter.default
    if value is parameter.empty:
        return ""
    return "={}" if "factory" in repr(value) else f"={value!r}"
