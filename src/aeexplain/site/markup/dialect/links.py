"""Links and images: CommonMark finds them; each target becomes a node with its place."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline, autolink, image, link, linkify
from markdown_it.token import Token

from aeexplain.site.markup.dialect.attributes import BRACES, LABEL, SIZE, Attributes, read_attributes
from aeexplain.site.markup.dialect.context import Context, context_of
from aeexplain.site.markup.dialect.inlines import IN_ALT, is_barred
from aeexplain.site.markup.nodes import Image, Link

LINK_TAKES = {"title", "lang", "hreflang", "target", "rel"}
IMAGE_TAKES = {"width", "height", "alt", "title"}
DEFINED = re.compile(r"\]:[ \t]*<?(?P<target>\S)")
NO_LINK = re.compile(r"\([^()\n]*\)")
ANGLE_HINT = r"write [text](<address with spaces>), or \[ for a bracket"

type Rule = Callable[[StateInline, bool], bool]


def add_links(md: MarkdownIt) -> None:
    """Have a parser keep the targets of links and images as their authors wrote them, and note their places."""
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.inline.ruler.at("link", _link)
    md.inline.ruler.at("image", _image)
    md.inline.ruler.at("autolink", _kept(autolink))
    md.inline.ruler.at("linkify", _kept(linkify))
    md.inline.ruler.after("image", "no_link", _no_link)
    if md.linkify:
        md.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})


def _kept(rule: Rule) -> Rule:
    """Return a rule of bare addresses that keeps the address as a node."""

    def keep(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            opened = _opened(state, before, "link_open")
            context = context_of(state)
            _keep_target(context, opened, context.at(start + (state.src[start] == "<")))
        return True

    return keep


def _opened(state: StateInline, before: int, kind: str) -> Token:
    return next(token for token in state.tokens[before:] if token.type == kind)


def _keep_target(context: Context, token: Token, where: str) -> None:
    target = str(token.attrs["href"])
    token.attrs["href"] = context.add(Link(target, where))


def _link(state: StateInline, silent: bool) -> bool:
    start, before = state.pos, len(state.tokens)
    if not link(state, silent):
        return False
    given = _attributes(state, silent)
    if silent:
        return True
    context = context_of(state)
    if is_barred(state, "link", start, state.pos):
        return True
    opened = _opened(state, before, "link_open")
    _keep_target(context, opened, _target_place(state, start, opened.meta.get("label")))
    if given:
        _give(context, opened, given[0], LINK_TAKES, given[1], "a link")
    return True


def _give(context: Context, token: Token, given: Attributes, takes: set[str], at: int, what: str) -> None:
    """Give an element its attributes; those that it does not take are noted."""
    if given.id:
        token.attrSet("id", given.id)
    if given.classes:
        token.attrSet("class", " ".join(given.classes))
    for key, value in given.values:
        if key not in takes and not key.startswith("data-"):
            context.refuse(
                at, f"{what} takes no {key!r}", f"it takes #id, .class, {', '.join(sorted(takes))}"
            )
        elif key != "target":  # in which window a link opens is its reader's to choose
            token.attrSet(key, value)


def _attributes(state: StateInline, silent: bool) -> tuple[Attributes, int] | None:
    """Return the attributes right behind, with the index of their braces, and pass them; None where there are none."""
    found = BRACES.match(state.src, state.pos, state.posMax)
    given = read_attributes(found) if found else None
    if found is None or given is None:
        return None
    state.pos = found.end()
    return given, found.start()


def _target_place(state: StateInline, start: int, label: str | None) -> str:
    """Return where the target of a link that begins at `start` stands, or, with a label, where that is defined."""
    context = context_of(state)
    if label is not None:
        line = state.env["references"][label]["map"][0]
        found = DEFINED.search(context.lines[line])
        return context.line(line, found.start("target") if found else 0)
    pos, most = state.pos, state.posMax
    state.posMax = len(state.src)
    end = state.md.helpers.parseLinkLabel(state, start, True)
    state.pos, state.posMax = pos, most
    at = len(state.src) - len(state.src[end + 2 :].lstrip())
    return context.at(at + (state.src[at : at + 1] == "<"))


def _words(tokens: list[Token]) -> str:
    """Return what an image's text says."""
    parts = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type != "html_inline":
            parts.append(token.content)
    return "".join(parts)


def _no_link(state: StateInline, silent: bool) -> bool:
    """Refuse brackets and parentheses that look like a link and are none: the address holds spaces, for example."""
    if silent or state.src[state.pos] != "[" or context_of(state).inside == IN_ALT:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    if end > state.pos + 1 and NO_LINK.match(state.src, end + 1, state.posMax):
        what = f"{state.src[state.pos : end + 2].splitlines()[0]!r:.40} begins no link: its address cannot be read"
        context_of(state).refuse(state.pos, what, ANGLE_HINT, "link")
    return False


def _image(state: StateInline, silent: bool) -> bool:
    start, before, context = state.pos, len(state.tokens), context_of(state)
    with context.reading(context.positions, context.base, context.inside if silent else IN_ALT):
        known = len(context.nodes)
        if not image(state, silent):
            return False
        del context.nodes[known:]
    given = _attributes(state, silent)
    if silent or is_barred(state, "image", start, state.pos):
        if not silent:
            state.tokens.pop()
        return True
    token = _opened(state, before, "image")
    where = context.at(start)
    alt = _words(token.children or [])
    source, title = str(token.attrs["src"]), str(token.attrs.get("title", ""))
    label, attributes = _image_attributes(context, given, title)
    token.type, token.children, token.tag = "aside", None, ""
    token.attrs = {}
    token.meta = {"image": len(context.nodes), "title": title, "at": start, "end": state.pos}
    token.content = context.add(Image(unescapeAll(source), alt, where, attributes, label))
    return True


def _image_attributes(
    context: Context, given: tuple[Attributes, int] | None, title: str
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the label of a figure, "" for none, and the attributes of an image."""
    found = {"title": title} if title else {}
    if given is None:
        return "", tuple(found.items())
    attributes, at = given
    for key, value in attributes.values:
        size = SIZE.fullmatch(value)
        if key not in IMAGE_TAKES and not key.startswith("data-"):
            context.refuse(
                at, f"an image takes no {key!r}", f"it takes #id, .class, {', '.join(sorted(IMAGE_TAKES))}"
            )
        elif key in ("width", "height") and not size:
            context.refuse(at, f"{value!r} is no size of an image", "write 50%, 300 or 12em")
        else:
            found[key] = value
    if attributes.classes:
        found["class"] = " ".join(attributes.classes)
    label = LABEL.fullmatch(attributes.id)
    if attributes.id and not label:
        context.refuse(at, f"{attributes.id!r} is no id of an image", "write {#fig:NAME}")
    return (f"fig:{label['name']}" if label else ""), tuple(found.items())
