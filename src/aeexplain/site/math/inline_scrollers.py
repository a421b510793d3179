"""Formulas in a line: each part that no line break can enter gets a box that scrolls where it is wider than its line.

KaTeX hides its whole drawing from assistive technology. What scrolls must be in reach of the keyboard, so here only what is
drawn inside each box is hidden.
"""

import re

HIDDEN = ' aria-hidden="true"'
DRAWING, BASE = '<span class="katex-html"', '<span class="katex-base"'
SPAN = re.compile(r"<(/?)span\b")
TAG = re.compile(r"<[^>]*>")
LENGTH = re.compile(r"(?:margin-right|width|margin-left|padding-left):([\d.]+)em")  # of spaces and rules
LARGE = re.compile(r"\bsize(?:8|9|10|11)\b")
FEW, SHORT = 4, 3  # letters, and ems of what is no letter, which fit into any line


def scrolling(html: str) -> str:
    """Return KaTeX's HTML of a formula in a line with a box around each part that may be wider than the line."""
    before, drawing, rest = html.partition(f"{DRAWING}{HIDDEN}>")
    if not drawing:
        return html
    done = [before, DRAWING, ">"]
    while BASE in rest:
        start = rest.index(BASE)
        end = _end(rest, start)
        done += [rest[:start], _box(rest[rest.index(">", start) + 1 : end])]
        rest = rest[end + len("</span>") :]
    return "".join([*done, rest])


def _end(html: str, start: int) -> int:
    """Return where the closing tag of the span begins that opens at `start`."""
    depth = 0
    for match in SPAN.finditer(html, start):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.start()
    raise RuntimeError("KaTeX left a span open")


def _box(inner: str) -> str:
    if _is_short(inner):
        return f"{BASE}{HIDDEN}>{inner}</span>"
    return f'<span class="katex-base scroller"><span{HIDDEN}>{inner}</span></span>'


def _is_short(inner: str) -> bool:
    lengths = sum(float(each) for each in LENGTH.findall(inner))
    return len(TAG.sub("", inner)) <= FEW and lengths <= SHORT and not LARGE.search(inner)
