"""What stands for a node while Markdown works: its number, in private-use characters that Markdown leaves alone."""

import re
from xml.etree.ElementTree import Element

INLINE, BLOCK, END = "\ue000", "\ue001", "\ue002"
DIGITS = "\ue010\ue011\ue012\ue013\ue014\ue015\ue016\ue017\ue018\ue019"
PLACEHOLDER = re.compile(f"[{INLINE}{BLOCK}]([{DIGITS}]+){END}")
BLOCK_ALONE = re.compile(f"<p>\\s*{BLOCK}([{DIGITS}]+){END}\\s*</p>")

BLOCK_AMID = re.compile(f"<p>((?:(?!</?p>).)*?{BLOCK}(?:(?!</?p>).)*)</p>", re.DOTALL)
BLOCK_AS_CODE = re.compile(f"<pre><code>\\s*({BLOCK}[{DIGITS}]+{END})\\s*</code></pre>")
ONE_BLOCK = re.compile(f"({BLOCK}[{DIGITS}]+{END})")


def placeholder(kind: str, index: int) -> str:
    """Return what stands in the text for the node of that number."""
    return kind + "".join(DIGITS[int(digit)] for digit in str(index)) + END


def number(digits: str) -> int:
    """Return the number that a placeholder's digits spell."""
    return int("".join(str(DIGITS.index(digit)) for digit in digits))


def numbers(text: str) -> list[int]:
    """Return the numbers of all placeholders in a text, in their order."""
    return [number(match[1]) for match in PLACEHOLDER.finditer(text)]


def number_alone(element: Element) -> int | None:
    """Return the number of the node that stands alone in a paragraph."""
    found = numbers(element.text or "") if element.tag == "p" and not len(element) else []
    return found[0] if len(found) == 1 else None


def apart(html: str) -> str:
    """Return HTML in which no block's placeholder stands in a paragraph with other text, nor in code."""
    return BLOCK_AMID.sub(_parted, BLOCK_AS_CODE.sub(r"<p>\1</p>", html))


def _parted(match: re.Match[str]) -> str:
    parts = (part.strip() for part in ONE_BLOCK.split(match[1]))
    return "\n".join(f"<p>{part}</p>" for part in parts if part)
