"""Folds as elements: the HTML within them and the HTML without."""

import re

OPENING = '<details class="deeper"'
EDGE = re.compile(r"<details\b[^>]*>|</details>")


def parted(html: str) -> tuple[str, str]:
    """Return an article's HTML without its folds, and that of the folds."""
    main, folds, at, depth = list[str](), list[str](), 0, 0
    for edge in EDGE.finditer(html):
        if depth:
            depth += -1 if edge[0] == "</details>" else 1
            if not depth:
                folds.append(html[at : edge.end()])
                at = edge.end()
        elif edge[0].startswith(OPENING):
            main.append(html[at : edge.start()])
            at, depth = edge.start(), 1
    return "".join((*main, html[at:])), "".join(folds)
