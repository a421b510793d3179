"""What stands for a node while Markdown works: its number, in private-use characters that Markdown leaves alone."""

import re

INLINE, BLOCK, END = "\ue000", "\ue001", "\ue002"
DIGITS = "\ue010\ue011\ue012\ue013\ue014\ue015\ue016\ue017\ue018\ue019"
PLACEHOLDER = re.compile(f"[{INLINE}{BLOCK}]([{DIGITS}]+){END}")


def placeholder(kind: str, index: int) -> str:
    """Return what stands in the text for the node of that number."""
    return kind + "".join(DIGITS[int(digit)] for digit in str(index)) + END


def number(digits: str) -> int:
    """Return the number that a placeholder's digits spell."""
    return int("".join(str(DIGITS.index(digit)) for digit in digits))


def numbers(text: str) -> list[int]:
    """Return the numbers of all placeholders in a text, in their order."""
    return [number(match[1]) for match in PLACEHOLDER.finditer(text)]
