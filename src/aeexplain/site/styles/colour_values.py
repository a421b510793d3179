"""Colours as style sheets write them, read for pictures: sRGB with its opacity."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PIL import ImageColor

HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
CALL = re.compile(r"([a-z][\w-]*)\((.*)\)", re.IGNORECASE | re.DOTALL)
DEEP = 12  # of names of names, from which on they are a circle
FORMS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"}
SPACES = {"xyz": "xyz-d65"}  # by the names that coloraide does not have
WAYS = {"shorter", "longer", "increasing", "decreasing"}

type Triple = tuple[float, float, float]


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
    if not call:
        raise NoColourError(text)

    def read(value: str) -> Colour:
        return read_colour(value, named, depth + 1)

    name = call[1].lower()
    if name == "var":
        own, _, other = call[2].partition(",")
        return read(named[own.strip()]) if own.strip() in named else read(other)
    if name in _FUNCTIONS:
        return _FUNCTIONS[name](call[2], read)
    if name not in FORMS:
        raise NoColourError(text)
    return _of_form(text)


def _plain(text: str) -> Colour:
    if text.lower() == "transparent":
        return Colour((0, 0, 0), 0)
    try:
        r, g, b, *alpha = (value / 255 for value in ImageColor.getrgb(text))
    except ValueError as error:
        raise NoColourError(text) from error
    return Colour((r, g, b), *alpha)


def _of_form(text: str) -> Colour:
    """Return the colour that a function of numbers gives, such as oklch(0.6 0.15 40)."""
    from coloraide import Color  # takes its time to import, and most sheets have none such

    try:
        return _colour(Color(text))
    except ValueError as error:
        raise NoColourError(text) from error


def _colour(found: Any) -> Colour:
    red, green, blue = found.convert("srgb").coords(nans=False)
    return Colour((red, green, blue), _within(found.alpha(nans=False)))


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


def _color_mix(text: str, read: Read) -> Colour:
    way, first, second = _several(parts_of(text), 3)
    words = way.lower().split()
    method = words[2] if len(words) == 4 and words[3] == "hue" else "shorter" if len(words) == 2 else ""
    if words[0] != "in" or method not in WAYS:
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
    from coloraide import Color

    first, second = (Color("srgb", each.srgb, each.alpha) for each in (one, two))
    try:
        mixed = first.mix(
            second, fraction, space=SPACES.get(space, space), hue=method, carryforward=True, powerless=True
        )
    except (KeyError, ValueError) as error:
        raise NoColourError(space) from error
    found = _colour(mixed)
    return Colour(found.srgb, found.alpha * strength)


def _several(parts: list[str], count: int) -> list[str]:
    if len(parts) != count:
        raise NoColourError(", ".join(parts))
    return parts


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)


_FUNCTIONS: Mapping[str, Callable[[str, Read], Colour]] = {
    "light-dark": _light_dark,
    "color-mix": _color_mix,
}
