"""What browsers would pass over in a theme's style sheets: names, properties and values that are none, with their lines."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site.styles.colour_values import COLOUR_NAMES, HEX, NoColourError, read_colour
from aeexplain.site.styles.colours import custom_properties
from aeexplain.site.styles.lexemes import Declaration, declarations, plain

# All that Chromium and the specifications know; a line each.
PROPERTIES = Path(__file__).with_name("properties.txt")
TOKEN = re.compile(r"--[\w-]+")
CALLED = re.compile(r"var\(\s*(--[\w-]+)\s*(,?)")
HEXADECIMAL = re.compile(r"#[\w-]*")
UNITS = (
    "%|r?em|r?ex|r?ch|r?cap|r?ic|r?lh|[sld]?v(?:w|h|i|b|min|max)|cq(?:w|h|i|b|min|max)|px|cm|mm|q|in|pc|pt"
)
DIGITS = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
CALCULATED = r"(?:calc|min|max|clamp|round|abs|var|env)\(.*\)"
LENGTH = re.compile(rf"{DIGITS}(?:{UNITS})|[+-]?0|{CALCULATED}", re.IGNORECASE | re.DOTALL)
AMOUNT = re.compile(rf"{DIGITS}%?|{CALCULATED}", re.IGNORECASE | re.DOTALL)
WORD = re.compile(r"[a-z][a-z-]*", re.IGNORECASE)
EVERYWHERE = {"inherit", "initial", "unset", "revert", "revert-layer"}
# Where a property is a descriptor of another kind, or asked for because a browser may not know it.
OTHERWISE = re.compile(r"@(?!media|layer|container|scope|starting-style)", re.IGNORECASE)
PAINTED = re.compile(r"(?:.*-)?color|fill|stroke")
PAINTS = {"none", "auto", "currentcolor", "transparent", "context-fill", "context-stroke", "normal"}
SYSTEM = {
    *("accentcolor", "accentcolortext", "activetext", "buttonborder", "buttonface", "buttontext", "canvas"),
    *("canvastext", "field", "fieldtext", "graytext", "highlight", "highlighttext", "linktext", "mark"),
    *("marktext", "selecteditem", "selecteditemtext", "visitedtext"),
}
CLOSE = 0.75  # how alike names are of which one is a slip of the other
COLOUR_HINT = "write one such as #0a6cbd, oklch(0.5 0.1 250) or light-dark(#fffdf8, #101112)"


def token_errors(
    sheets: Sequence[tuple[str, str]], shipped: int, elsewhere: Iterable[bytes]
) -> list[ExplainError]:
    """Return what is wrong with the sheets (text, name) from the number `shipped` on, which follow those that ship.

    elsewhere: where tokens of a site's own may be used besides: its templates, texts and demos.
    """
    before = "".join(css for css, _ in sheets[:shipped])
    check = _Check(before, "".join(css for css, _ in sheets), b"\n".join(elsewhere))
    return [
        ExplainError(f"{where}:{css.count(chr(10), 0, each.index) + 1}", what, hint)
        for css, where in sheets[shipped:]
        for each in declarations(css)
        for what, hint in check.faults(each)
    ]


class _Check:
    def __init__(self, before: str, whole: str, elsewhere: bytes) -> None:
        self.shipped, self.values = custom_properties(before), custom_properties(whole)
        declared = {each.name for each in declarations(whole) if each.name.startswith("--")}
        called = {match[1] for match in CALLED.finditer(whole)}
        others = {name.decode() for name in re.findall(rb"--[\w-]+", elsewhere)}
        self.known, self.used = declared | {*TOKEN.findall(plain(before))} | others, called | others

    def faults(self, each: Declaration) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with a declaration, and what to do."""
        bare = plain(each.value)
        if each.name.startswith("--") and each.name not in self.shipped and each.name not in self.used:
            near = get_close_matches(each.name, self.shipped, n=1, cutoff=CLOSE)
            hint = (
                did_you_mean(each.name, near) if near else f"write var({each.name}) into a rule, or remove it"
            )
            yield f"{each.name!r} is no token of the look that ships, and no rule uses it", hint
        elif not each.name.startswith("-") and not _is_property(each):
            near = get_close_matches(each.name.lower(), properties(), n=1, cutoff=CLOSE)
            hint = (
                did_you_mean(each.name.lower(), near)
                if near
                else "ask for a new one in @supports (PROPERTY: VALUE)"
            )
            yield f"{each.name!r:.80} is no property that browsers know", hint
        for match in CALLED.finditer(bare):
            if match[1] not in self.known and not match[2]:
                near = get_close_matches(match[1], self.known, n=1, cutoff=CLOSE)
                hint = did_you_mean(match[1], near) if near else f"set {match[1]} in :root {{ }}"
                yield f"there is no token {match[1]!r:.80}", hint
                return
        yield from self._of_value(each, bare)

    def _of_value(self, each: Declaration, bare: str) -> Iterator[tuple[str, str]]:
        value = each.value.removesuffix("!important").strip()
        wrong = [part for part in HEXADECIMAL.findall(bare) if not HEX.fullmatch(part)]
        if wrong:
            yield f"{wrong[0]!r:.80} is no colour: it has 3, 4, 6 or 8 hexadecimal digits", COLOUR_HINT
        elif each.name in self.shipped and value.lower() not in EVERYWHERE | _system_colours(each):
            yield from _of_token(each.name, value, self.shipped, self.values)
        elif PAINTED.fullmatch(each.name) and WORD.fullmatch(value) and not _is_paint(value.lower()):
            yield (
                f"{value!r:.80} is no colour",
                did_you_mean(value.lower(), _near(value.lower(), COLOUR_NAMES)),
            )


def _of_token(
    name: str, value: str, shipped: Mapping[str, str], values: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the value of a token that ships: it has to be of the same kind."""
    if _is_colour(shipped[name], shipped):
        if not _is_colour(value, values):
            yield f"{name}: {value!r:.80} is no colour that the site's pictures can be drawn in", COLOUR_HINT
    elif LENGTH.fullmatch(shipped[name]) and not AMOUNT.fullmatch(shipped[name]):
        if not LENGTH.fullmatch(value):
            yield f"{name}: {value!r:.80} is no length", f"write one such as {shipped[name]}"
    elif (
        AMOUNT.fullmatch(shipped[name])
        and not LENGTH.fullmatch(shipped[name])
        and not AMOUNT.fullmatch(value)
    ):
        yield f"{name}: {value!r:.80} is no number", f"write one such as {shipped[name]}"


def _is_colour(value: str, values: Mapping[str, str]) -> bool:
    try:
        read_colour(value, values)
    except NoColourError:
        return False
    return True


def _system_colours(each: Declaration) -> set[str]:
    """Return the colours of the system, which pictures cannot know, where it is no picture's rule."""
    return SYSTEM if len(each.around) > 1 else set()


def _is_paint(word: str) -> bool:
    return word in EVERYWHERE or word in PAINTS or word in SYSTEM or word in COLOUR_NAMES


def _near(word: str, known: Iterable[str]) -> list[str]:
    return get_close_matches(word, known, n=1) or ["currentcolor"]


def _is_property(each: Declaration) -> bool:
    return each.name.lower() in properties() or any(OTHERWISE.match(head) for head in each.around)


@cache
def properties() -> frozenset[str]:
    """Return the names of all properties."""
    return frozenset(PROPERTIES.read_text("utf-8").split())
