"""HTML that an author writes: it is published as it is, with the files that it names, or refused."""

import re
from html import escape, unescape

from markdown_it.common.html_re import cdata, close_tag, comment, declaration, open_tag, processing

from aeexplain.site.markup.dialect.context import Context
from aeexplain.site.markup.nodes import Image, Link, Node
from aeexplain.site.markup.token_handlers import HANDLERS
from aeexplain.site.markup.token_patterns import TOKENS, Token

BLOCK = re.compile(
    r"</?(p|div|[uod]l|table|details|section|article|aside|blockquote|pre|figure|h[1-6r]|header|footer|main|nav|center)(?![\w-])",
    re.IGNORECASE,
)
PIECE = re.compile(
    rf"(?P<comment>{comment})|(?P<open>{open_tag})|(?P<close>{close_tag})|(?P<other>{processing}|{declaration}|{cdata})"
)
NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
ATTRIBUTE = re.compile(
    r"\s+(?P<key>[A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`]+)))?"
)
FORMULA_SIGN = re.compile(r"(?<!\\)\$|\\\\[(\[]")
FORMULAS = ("display", "inline")
LITERAL = ("pre", "code", "kbd", "samp", "svg", "math")
UNCLOSED_COMMENT = re.compile(r"<!--(?!.*-->)", re.DOTALL)
VOID = {
    *(
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
}
# Whose end may be left out.
OPTIONAL = {
    *("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot"),
    *("colgroup", "option", "rt", "rp"),
}
# What no page of the site may hold: its policy blocks it, or it would change the page around the text.
BLOCKED = {
    "script": "pages run no scripts but the site's own: make it a figure",
    "style": "pages take no style but the site's own: write it into the style sheet",
    "iframe": "pages show nothing of other sites: link to it",
    "object": "pages show nothing of other sites: link to it, or show an image",
    "embed": "pages show nothing of other sites: link to it, or show an image",
    "video": "write ![what it shows](FILM.mp4), with the film beside the article",
    "audio": "pages play no sounds: link to the file",
    "form": "pages send nothing: link to where it may be filled in",
    "link": "write what it brings into the site's templates",
    "meta": "write it into the site's templates",
    "base": "links are relative to the page: remove it",
    "html": "an article is only what stands within <body>: remove it",
    "head": "an article is only what stands within <body>: remove it",
    "body": "an article is only what stands within it: remove it",
    "title": "the article's title stands in its front matter: remove it",
    "textarea": "pages send nothing: remove it",
    "plaintext": "write a fence",
}


def rewritten(context: Context, html: str, in_paragraph: bool = False) -> str:
    """Return HTML as it is published: targets and images are nodes, comments are gone; what is wrong is noted.

    `html` is the text that the context reads at the moment. What it opens and closes is followed in `context.open_tags`.
    """
    parts, at = [], 0
    if in_paragraph and (block := BLOCK.match(html)):
        hint = "begin a line with it, with an empty line above"
        context.refuse(0, f"<{block[1]}> within a paragraph", hint)
        return ""
    if unclosed := UNCLOSED_COMMENT.search(html):
        context.refuse(unclosed.start(), "a comment that is not closed", "close it with -->")
        return ""
    for found in PIECE.finditer(html):
        parts.append(_typeset(context, html[at : found.start()], at))
        at = found.end()
        if found["open"]:
            parts.append(_opening(context, found))
        elif found["close"]:
            parts.append(_closing(context, found))
        elif found["other"]:
            what = f"{found[0].splitlines()[0]!r:.40} would be shown nowhere"
            context.refuse(found.start(), what, "remove it, or write &lt; for <")
    return "".join((*parts, _typeset(context, html[at:], at)))


def _typeset(context: Context, text: str, start: int) -> str:
    """Return text between tags with its formulas set aside, as sites with MathJax have them; in code there are none."""
    if not FORMULA_SIGN.search(text) or any(name in LITERAL for name, _ in context.open_tags):
        return text
    parts, at = list[str](), 0
    for sign in FORMULA_SIGN.finditer(text):
        if sign.start() < at:
            continue
        for kind, pattern in TOKENS[sign[0][0]]:
            if kind in FORMULAS and (found := pattern.match(text, sign.start())):
                with context.errors.collecting():
                    parts += (text[at : sign.start()], context.add(_formula(context, kind, found, start)))
                    at = found.end()
                break
    return "".join((*parts, text[at:]))


def _formula(context: Context, kind: str, found: re.Match[str], start: int) -> Node:
    token = Token(
        found,
        lambda index: context.at(start + index),
        lambda text, _, __: text,
        lambda index, text: context.starts(start + index, text),
        lambda index, text: context.escapes(start + index, text),
    )
    return HANDLERS[kind](token)


def _opening(context: Context, found: re.Match[str]) -> str:
    tag, start = found[0], found.start()
    named = NAME.match(tag)
    name = named[1].lower() if named else ""
    if name in BLOCKED:
        context.refuse(start, f"<{name}> in the text", BLOCKED[name])
        return ""
    closed = tag.endswith("/>")
    if name not in VOID and not (closed and _in_drawing(context)):
        if closed:
            context.refuse(start, f"<{name}/> is left open by browsers", f"write <{name}></{name}>")
        else:
            context.open_tags.append((name, context.at(start)))
    attributes = _read(context, name, tag, start)
    if name == "img":
        return _image(context, attributes, start)
    told = "".join(
        f' {key}="{escape(value)}"' if value is not None else f" {key}" for key, value in attributes.items()
    )
    return f"<{named[1] if named else name}{told}{'/' if closed and name not in VOID else ''}>"


def _in_drawing(context: Context) -> bool:
    return any(name in ("svg", "math") for name, _ in context.open_tags)


def _read(context: Context, name: str, tag: str, start: int) -> dict[str, str | None]:
    """Return the attributes of a tag that begins at `start`, as they are published."""
    given: dict[str, str | None] = {}
    for found in ATTRIBUTE.finditer(tag):
        key = found["key"] if _in_drawing(context) else found["key"].lower()
        written = next(
            (found[each] for each in ("double", "single", "bare") if found[each] is not None), None
        )
        value = None if written is None else unescape(written)
        at = start + found.start("key")
        if key.lower().startswith("on"):
            context.refuse(
                at, f"{key!r} would run a script", "pages run no scripts but the site's own: remove it"
            )
        elif key == "srcset":
            context.refuse(at, "'srcset' names files that are not published", "write src alone")
        elif key == "href" and value is not None and not _in_drawing(context):
            given["href"] = context.add(Link(value, context.at(start + _value_start(found))))
        elif key == "name" and name == "a" and value:
            given.setdefault("id", value)
        elif key == "id":
            given["id"] = value
        elif key != "markdown":
            given[key] = value
    if given.get("id"):
        _keep_id(context, str(given["id"]), start)
    return given


def _value_start(found: re.Match[str]) -> int:
    return max(found.start(each) for each in ("double", "single", "bare"))


def _keep_id(context: Context, name: str, start: int) -> None:
    if name in context.raw_ids:
        context.refuse(
            start, f"the id {name!r} is given twice, first at {context.raw_ids[name]}", "choose another"
        )
    context.raw_ids.setdefault(name, context.at(start))


def _image(context: Context, attributes: dict[str, str | None], start: int) -> str:
    source = attributes.pop("src", None)
    if source is None:
        context.refuse(start, "an image without a file", 'write <img src="FILE" alt="WHAT IT SHOWS">')
        return ""
    alt = attributes.pop("alt", None)
    others = tuple(
        (key, value or "") for key, value in attributes.items() if key not in ("loading", "decoding")
    )
    return context.add(Image(source, alt or "", context.at(start), others))


def _closing(context: Context, found: re.Match[str]) -> str:
    named = NAME.match(found[0])
    name = named[1].lower() if named else ""
    if name in BLOCKED:
        return ""
    tags = context.open_tags
    passed = len(tags)
    while passed > context.open_from and tags[passed - 1][0] != name and tags[passed - 1][0] in OPTIONAL:
        passed -= 1
    if passed == context.open_from or tags[passed - 1][0] != name:
        open_tag = f": <{tags[-1][0]}> is open, since {tags[-1][1]}" if len(tags) > context.open_from else ""
        context.refuse(
            found.start(),
            f"</{name}> closes nothing here{open_tag}",
            "remove it, or open it in the same block",
        )
        return ""
    del tags[passed - 1 :]
    return found[0]


def check_closed(context: Context, since: int) -> None:
    """Note elements that are left open where what they stand in ends; `since` is how many were open where it began."""
    for name, where in context.open_tags[since:]:
        if name not in OPTIONAL:
            context.errors.add(
                where, f"<{name}> is not closed", f"write </{name}> where it ends, in the same block"
            )
    del context.open_tags[since:]
