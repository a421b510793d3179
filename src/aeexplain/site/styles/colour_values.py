"""Colours as style sheets write them, read for pictures: sRGB with its opacity."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PIL import ImageColor

from aeexplain.site.styles.colour_spaces import HUES, SPACES, Triple, converted

HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
CALL = re.compile(r"([a-z][\w-]*)\((.*)\)", re.IGNORECASE | re.DOTALL)
NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|deg|grad|rad|turn)?", re.IGNORECASE)
TURNS = {"deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}
GREY = 1e-4  # of a chroma, below which a colour has no hue
DEEP = 12  # of names of names, from which on they are a circle
# Of each function: its space, what its plain numbers are divided by, and what 100 % is, number by number.
FORMS: Mapping[str, tuple[str, Triple, Triple]] = {
    "rgb": ("srgb", (255, 255, 255), (1, 1, 1)),
    "hsl": ("hsl", (1, 100, 100), (360, 1, 1)),
    "hwb": ("hwb", (1, 100, 100), (360, 1, 1)),
    "lab": ("lab", (1, 1, 1), (100, 125, 125)),
    "lch": ("lch", (1, 1, 1), (100, 150, 360)),
    "oklab": ("oklab", (1, 1, 1), (1, 0.4, 0.4)),
    "oklch": ("oklch", (1, 1, 1), (1, 0.4, 360)),
}
OLDER = {"rgba": "rgb", "hsla": "hsl"}
# The spaces of the function `color`.
PLAIN = ("srgb", "srgb-linear", "display-p3", "xyz", "xyz-d50", "xyz-d65")
WAYS = {"shorter", "longer", "increasing", "decreasing"}


class NoColourError(ValueError):
    """A text is no colour, or one that cannot be read here."""


@dataclass(frozen=True)
class Colour:
    """A colour: sRGB, of which 1 is all and beyond which a screen shows nothing, and its opacity."""

    srgb: Triple
    alpha: float = 1.0

    def over(self, ground: "Colour") -> "Colour":
        """Return what it looks like on an opaque ground."""
        r, g, b = (
            _within(a) * self.alpha + _within(c) * (1 - self.alpha)
            for a, c in zip(self.srgb, ground.srgb, strict=True)
        )
        return Colour((r, g, b))

    @property
    def hex(self) -> str:
        """It as six hexadecimal digits, without its opacity."""
        return "#" + "".join(f"{round(_within(value) * 255):02x}" for value in self.srgb)


COLOUR_NAMES = frozenset(ImageColor.colormap)
WHITE = Colour((1, 1, 1))


def read_colour(text: str, named: Mapping[str, str], depth: int = 0) -> Colour:
    """Return a colour in the light scheme; `named`: the values of custom properties. What is none raises NoColourError.

    Both colours of light-dark() must be some.
    """
    text = text.strip()
    if depth > DEEP:
        raise NoColourError(text)
    if HEX.fullmatch(text) or re.fullmatch("[a-z]+", text, re.IGNORECASE):
        return _plain(text)
    call = CALL.fullmatch(text)
    name = call[1].lower() if call else ""
    if not call or (name not in _FUNCTIONS and OLDER.get(name, name) not in FORMS):
        raise NoColourError(text)

    def read(value: str) -> Colour:
        return read_colour(value, named, depth + 1)

    if name == "var":
        own, _, other = call[2].partition(",")
        return read(named[own.strip()]) if own.strip() in named else read(other)
    if name in _FUNCTIONS:
        return _FUNCTIONS[name](call[2], read)
    return _of_form(*FORMS[OLDER.get(name, name)], call[2])


def _plain(text: str) -> Colour:
    if text.lower() == "transparent":
        return Colour((0, 0, 0), 0)
    try:
        r, g, b, *alpha = (value / 255 for value in ImageColor.getrgb(text))
    except ValueError as error:
        raise NoColourError(text) from error
    return Colour((r, g, b), *alpha)


def _of_form(space: str, divisors: Triple, wholes: Triple, text: str) -> Colour:
    """Return the colour that the numbers of a function give, apart by commas, as before, or by spaces."""
    if "," in text and space in ("srgb", "hsl"):
        parts = [part.strip() for part in text.split(",")]
        right = len(parts) in (3, 4)
    else:
        front, slash, back = text.partition("/")
        parts = [*front.split(), *([back.strip()] if slash else [])]
        right = len(parts) == (4 if slash else 3)
    if not right:
        raise NoColourError(text)
    hue = HUES.get(space)
    numbers = [
        _number(part, 1, 360, angle=True) if index == hue else _number(part, divisors[index], wholes[index])
        for index, part in enumerate(parts[:3])
    ]
    alpha = _number(parts[3], 1, 1) if len(parts) == 4 else 1.0
    return _colour(numbers, space, alpha)


def _colour(numbers: Sequence[float], space: str, alpha: float) -> Colour:
    first, second, third = numbers
    return Colour(converted((first, second, third), space, "srgb"), _within(alpha))


def _number(text: str, divisor: float, whole: float, angle: bool = False) -> float:
    if text.lower() == "none":
        return 0.0
    found = NUMBER.fullmatch(text)
    unit = found[2].lower() if found and found[2] else ""
    if not found or (unit in TURNS) > angle or (angle and unit == "%"):
        raise NoColourError(text)
    return float(found[1]) * (whole / 100 if unit == "%" else TURNS.get(unit, 1) if angle else 1 / divisor)


def parts_of(text: str) -> list[str]:
    """Return the arguments of a function, which commas outside of brackets divide."""
    parts, depth = [""], 0
    for sign in text:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


type Read = Callable[[str], Colour]


def _light_dark(text: str, read: Read) -> Colour:
    light, _ = (read(part) for part in _several(parts_of(text), 2))
    return light


def _color(text: str, read: Read) -> Colour:
    space, *numbers = text.replace("/", " / ").split()
    if space.lower() not in PLAIN:
        raise NoColourError(text)
    return _of_form(space.lower(), (1, 1, 1), (1, 1, 1), " ".join(numbers))


def _color_mix(text: str, read: Read) -> Colour:
    way, first, second = _several(parts_of(text), 3)
    words = way.lower().split()
    method = words[2] if len(words) == 4 and words[3] == "hue" else "shorter" if len(words) == 2 else ""
    if words[0] != "in" or words[1] not in SPACES or method not in WAYS:
        raise NoColourError(text)
    (one, share), (two, other) = (_shared(part) for part in (first, second))
    if share is None:
        share = 50.0 if other is None else 100 - other
    other = 100 - share if other is None else other
    if not min(share, other) >= 0 or not share + other:
        raise NoColourError(text)
    fraction = other / (share + other)
    return _mixed(read(one), read(two), fraction, words[1], method, min(1.0, (share + other) / 100))


def _shared(text: str) -> tuple[str, float | None]:
    """Return a colour of a mixture and its share in percent, which may stand before or after it."""
    found = re.fullmatch(r"([\d.]+)%\s+(.*)|(.*?)(?:\s+([\d.]+)%)?", text, re.DOTALL)
    if not found:
        raise NoColourError(text)
    share = found[1] or found[4]
    return found[2] or found[3], float(share) if share else None


def _mixed(one: Colour, two: Colour, fraction: float, space: str, method: str, strength: float) -> Colour:
    a, b = _hued(converted(one.srgb, "srgb", space), converted(two.srgb, "srgb", space), space)
    alpha = one.alpha + (two.alpha - one.alpha) * fraction
    hue = HUES.get(space)
    mixed = []
    for index, (x, y) in enumerate(zip(a, b, strict=True)):
        if index == hue:
            mixed.append((x + _turn(y - x, method) * fraction) % 360)
        else:
            whole = x * one.alpha * (1 - fraction) + y * two.alpha * fraction
            mixed.append(whole / alpha if alpha else 0.0)
    return _colour(mixed, space, alpha * strength)


def _hued(a: Triple, b: Triple, space: str) -> tuple[Triple, Triple]:
    """Return two colours of a space, of which one without a hue of its own, a grey, has that of the other."""
    hue = HUES.get(space)
    if hue is None:
        return a, b
    greys = [v[1] + v[2] > 1 - GREY if space == "hwb" else v[1] < GREY for v in (a, b)]
    x, y = (b[hue] if greys[0] else a[hue]), (a[hue] if greys[1] else b[hue])
    return ((x, *a[1:]), (y, *b[1:])) if hue == 0 else ((*a[:2], x), (*b[:2], y))


def _turn(difference: float, method: str) -> float:
    """Return by how many degrees a hue turns on its way to another."""
    up = difference % 360
    down = up - 360 if up else 0.0
    short, long = (up, down) if up <= 180 else (down, up)
    return {"shorter": short, "longer": long, "increasing": up, "decreasing": down}[method]


def _several(parts: list[str], count: int) -> list[str]:
    if len(parts) != count:
        raise NoColourError(", ".join(parts))
    return parts


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)


_FUNCTIONS: Mapping[str, Callable[[str, Read], Colour]] = {
    "var": lambda text, read: read(text),
    "light-dark": _light_dark,
    "color": _color,
    "color-mix": _color_mix,
}
