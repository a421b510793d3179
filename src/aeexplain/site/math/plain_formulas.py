"""Formulas as plain text, for where there is no typesetting: a window's title, a feed, a picture of the title."""

import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

MATH = re.compile(r"<math.*?</math>", re.DOTALL)
RAISED = dict(
    zip(
        "0123456789+−-=()nabcdefghijklmoprstuvwxyzTβγ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵝᵞ",
        strict=True,
    )
)
LOWERED = dict(
    zip("0123456789+−-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)
)
ACCENTS = {
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "ˉ": "\u0304",
    "‾": "\u0304",
    "⃗": "\u20d7",
    "→": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
}
DOUBLE = frozenset("ℂℍℕℙℚℝℤ")
RELATIONS = frozenset("=<>≤≥≠≈∼≃≡∝→←↔↦⇒⇔∈∉⊂⊆∣∥≪≫")
UNSEEN = {"\u2061": " ", "\u2062": "", "\u2063": "", "\u200b": ""}
SPELT = """
−:- –:- —:- ×:x ⋅:* ·:* →:-> ←:<- ↦:-> ≤:<= ≥:>= ≠:!= ≈:~ ∼:~ ∈:in √:sqrt ∞:infinity ∥:|| ‖:|| ∣:| ∑:sum ∏:prod ∫:int
∂:d ∇:nabla ⊤:T ′:' ’:' ‘:' “:" ”:" …:... ß:ss ø:o Ø:O ł:l Ł:L æ:ae Æ:AE œ:oe đ:d ı:i
"""
ASCII = dict(pair.split(":") for pair in SPELT.split())


def formula_text(html: str) -> str:
    """Return a formula that is set (see typesetter) as plain text: x², α, ℝⁿ, (a+b)/2."""
    text = "".join(_text(ElementTree.fromstring(part)) for part in MATH.findall(html))
    return unicodedata.normalize("NFC", re.sub(r"\s+(?=[\s(),.])|(?<=\()\s+|^\s+|\s+$", "", text))


def in_ascii(text: str) -> str:
    """Return a text for a font that has ASCII alone; what has no such form stays."""
    spelt, before = [], ""
    for sign in unicodedata.normalize("NFC", text):
        spelt.append(_spelt(sign, before))
        before = sign
    return " ".join("".join(spelt).split())


def in_picture(title: str, slug: str) -> str:
    """Return the words of an article's picture, whose font has ASCII alone: its title, or its address.

    A foreign letter by itself is a symbol, and goes by its name; two side by side are a word, and have no form in ASCII.
    """
    spelt = in_ascii(title)
    foreign = [each.isalpha() and not _is_latin(each) for each in unicodedata.normalize("NFC", title)]
    is_word = any(one and other for one, other in pairwise(foreign))
    return spelt if spelt.isascii() and spelt and not is_word else slug.replace("-", " ")


def _is_latin(letter: str) -> bool:
    return unicodedata.name(unicodedata.normalize("NFKD", letter)[0], "").startswith("LATIN")


def _text(element: Element) -> str:
    match element.tag.rpartition("}")[2]:
        case "mi" | "mn" | "mtext" | "mo" as kind:
            return _token(element, kind)
        case "annotation" | "mphantom":
            return ""
        case "mspace":
            return "" if element.get("width") == "0pt" else " "
        case "mfrac":
            return "/".join(_grouped(_text(child)) for child in element)
        case "msqrt":
            return f"√{_grouped(_all(element))}"
        case "mroot":
            base, degree = map(_text, element)
            return f"{_script(degree, RAISED, '')}√{_grouped(base)}"
        case "msup" | "mover":
            base, above = map(_text, element)
            return base + (ACCENTS.get(above) or _script(above, RAISED, "^"))
        case "msub" | "munder":
            base, below = map(_text, element)
            return base + _script(below, LOWERED, "_")
        case "msubsup" | "munderover":
            base, below, above = map(_text, element)
            return base + _script(below, LOWERED, "_") + _script(above, RAISED, "^")
    return _all(element)


def _all(element: Element) -> str:
    return "".join(map(_text, element))


def _token(element: Element, kind: str) -> str:
    text = element.text or ""
    text = "".join(sign if sign in DOUBLE else _unstyled(sign) for sign in text)
    if kind == "mo" and text in RELATIONS:
        return f" {text} "
    if kind == "mi" and len(text) > 1 and text.isalpha():
        return f" {text}"  # the name of a function
    return UNSEEN.get(text, text)


def _unstyled(sign: str) -> str:
    """Return a letter as it is without the face that gives it a meaning: a script L is an L."""
    is_styled = unicodedata.decomposition(sign).startswith("<font>")
    return unicodedata.normalize("NFKC", sign) if is_styled else sign


def _script(text: str, signs: Mapping[str, str], mark: str) -> str:
    """Return a text raised or lowered, or behind a mark where Unicode has not all its signs so."""
    text = text.replace(" ", "")
    if text in ("′", "′′", "″"):
        return text
    return "".join(map(signs.__getitem__, text)) if set(text) <= signs.keys() else mark + _grouped(text)


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _spelt(sign: str, before: str) -> str:
    if sign.isascii():
        return sign
    if unicodedata.combining(sign):
        return ""
    if sign in ASCII:
        return ASCII[sign]
    kind, _, _ = unicodedata.decomposition(sign).partition(" ")
    mark = {"<super>": "^", "<sub>": "_"}.get(kind, "")
    if mark and unicodedata.decomposition(before).startswith(kind):
        mark = ""
    plain = "".join(each for each in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(each))
    name = unicodedata.name(plain[:1] or " ", "")
    if name.startswith("GREEK") and " LETTER " in name:
        plain = name.rpartition(" ")[2].lower()
        plain = plain.capitalize() if "CAPITAL" in name else plain
    return mark + (ASCII.get(plain, plain) if plain else sign)
