"""Characters that a text calls by their names: the page's Python has been relieved of the table of all names."""

import re
from collections.abc import Callable

NAMED = re.compile(r"\\N\{([^{}]+)\}")
NAMES = {
    "ALMOST EQUAL TO": "\u2248",
    "BULLET": "\u2022",
    "CIRCUMFLEX ACCENT": "\u005e",
    "COMBINING CIRCUMFLEX ACCENT": "\u0302",
    "COMBINING TILDE": "\u0303",
    "DEGREE SIGN": "\u00b0",
    "DIVISION SIGN": "\u00f7",
    "DOWNWARDS ARROW": "\u2193",
    "EM DASH": "\u2014",
    "EN DASH": "\u2013",
    "EQUALS SIGN": "\u003d",
    "GREATER-THAN OR EQUAL TO": "\u2265",
    "GREEK CAPITAL LETTER DELTA": "\u0394",
    "GREEK CAPITAL LETTER SIGMA": "\u03a3",
    "GREEK SMALL LETTER ALPHA": "\u03b1",
    "GREEK SMALL LETTER BETA": "\u03b2",
    "GREEK SMALL LETTER EPSILON": "\u03b5",
    "GREEK SMALL LETTER LAMDA": "\u03bb",
    "GREEK SMALL LETTER MU": "\u03bc",
    "GREEK SMALL LETTER PI": "\u03c0",
    "GREEK SMALL LETTER SIGMA": "\u03c3",
    "GREEK SMALL LETTER THETA": "\u03b8",
    "HORIZONTAL ELLIPSIS": "\u2026",
    "INFINITY": "\u221e",
    "LEFTWARDS ARROW": "\u2190",
    "LESS-THAN OR EQUAL TO": "\u2264",
    "MIDDLE DOT": "\u00b7",
    "MINUS SIGN": "\u2212",
    "MULTIPLICATION SIGN": "\u00d7",
    "NO-BREAK SPACE": "\u00a0",
    "NOT EQUAL TO": "\u2260",
    "PLUS-MINUS SIGN": "\u00b1",
    "PRIME": "\u2032",
    "RIGHTWARDS ARROW": "\u2192",
    "SQUARE ROOT": "\u221a",
    "SUPERSCRIPT TWO": "\u00b2",
    "THIN SPACE": "\u2009",
    "UPWARDS ARROW": "\u2191",
}


def numbered(source: str, find: Callable[[str], str | None] = NAMES.get) -> str:
    """Return a source with characters by number where it calls them by names that `find` knows; other names stay."""

    def number(match: re.Match[str]) -> str:
        found = find(match[1].upper())
        if found is None or len(found) != 1:
            # There is no such name, or one of several characters: Python says so where it stands.
            return match[0]
        code = ord(found)
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

    return NAMED.sub(number, source)
