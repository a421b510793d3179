"""How controls read numbers and write them: the page's `controls/numbers.js` does the same, number for number.

The tests hand the same texts to both.
"""

import math
import re

BLANKS = " \t\n\r\f\v"
NUMBER = re.compile(rf"[{BLANKS}]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[{BLANKS}]*")
PARTING = re.compile(rf"[{BLANKS}]*[,;{BLANKS}][{BLANKS}]*")
MOST_WHOLE = 2.0**52  # above it every float is a whole number


def read_number(raw: object) -> float | None:
    """Return a number, or its text in ASCII digits, as a finite float; None where it is none."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    text = NUMBER.fullmatch(raw) if isinstance(raw, str) else None
    if isinstance(raw, str) and text is None:
        return None
    try:
        number = float(text[1] if text else raw)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def read_pair(raw: object) -> tuple[float, float]:
    """Return two numbers from a list of two or from their text, parted by a comma, a semicolon or a blank; else: ValueError."""
    parts = PARTING.split(raw.strip(BLANKS)) if isinstance(raw, str) else raw
    numbers = [read_number(part) for part in parts] if isinstance(parts, list | tuple) else []
    match numbers:
        case [float(first), float(second)]:
            return first, second
    raise ValueError(f"wants two numbers, got {raw!r:.80}")


def clamp(number: float, low: float, high: float) -> float:
    """Return the nearest number from `low` to `high`."""
    return min(max(number, low), high)


def nearest_whole(number: float) -> int:
    """Return the nearest whole number, and of two as near the upper one."""
    return math.floor(number + 0.5)


def rounded(number: float, decimals: int) -> float:
    """Return a number with so many decimals, of two as near the upper one.

    Python's own `round` and JavaScript's each have another answer for halves.
    """
    scale = 10**decimals
    return number if abs(number) * scale >= MOST_WHOLE else nearest_whole(number * scale) / scale


def decimals_of(number: float) -> int:
    """Return how many decimals a number is written with, 100 at most."""
    digits, _, exponent = repr(float(number)).partition("e")
    decimals = len(digits.partition(".")[2].rstrip("0")) - int(exponent or 0)
    return min(max(decimals, 0), 100)


def show_number(number: float) -> str:
    """Return a finite number in the shortest form that reads back as itself, as JavaScript writes it (ECMA-262, 6.1.6.1.20)."""
    if number == 0:
        return "0"
    mantissa, _, exponent = repr(abs(float(number))).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = fraction.rstrip("0")
    digits = (whole + fraction).lstrip("0")
    point = len(whole.lstrip("0")) + int(exponent or 0)
    if whole == "0":
        point -= len(fraction) - len(fraction.lstrip("0"))
    digits = digits.rstrip("0")
    return ("-" if number < 0 else "") + _placed(digits, point)


def show_pair(pair: tuple[float, float]) -> str:
    """Return two numbers as "first, second"."""
    return f"{show_number(pair[0])}, {show_number(pair[1])}"


def _placed(digits: str, point: int) -> str:
    """Return digits with the decimal point after so many of them."""
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    tail = f".{digits[1:]}" if count > 1 else ""
    return f"{digits[0]}{tail}e{'-' if point < 1 else '+'}{abs(point - 1)}"
