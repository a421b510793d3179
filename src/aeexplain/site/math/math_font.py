"""The type of formulas: STIX Two Math, cut in parts by how often they are wanted, and set as TeX sets indices."""

import io
from importlib.metadata import version

from aeexplain.cache import user_cache
from aeexplain.files.digests import digest
from aeexplain.runtime.carried.file_sets import carried, npm_lock
from aeexplain.setup.node import node_package
from aeexplain.setup.places import READY
from aeexplain.site.core.fonts import character_ranges, cut_font, woff2

PACKAGE = "@fontsource/stix-two-math"
VERSION = "1"  # of what `_cut` leaves
NAMES = ("formula.woff2", "formula-more.woff2", "formula-rest.woff2")
FEATURES = ("ccmp", "kern")
CARRIED = READY / "formula-fonts.zip.xz"  # the parts, in a wheel
# What hardly an article goes without, and what is rarer; the rest of some 5,000 characters is rarest.
FIRST = frozenset(
    (
        *range(0x20, 0x7F),
        *range(0x3B1, 0x3CA),  # browsers slant a letter, and ask for the font of the upright one as well
        *map(ord, "ΓΔΘΛΞΠΣΦΨΩϕϵℎ𝔼ℝ𝒩ℒ"),
        *range(0x1D434, 0x1D468),  # italics
        *range(0x1D6FC, 0x1D71C),  # Greek italics
        *map(ord, "\xa0\u2061\u2062\u2063−×·⋅±′…‖∣∥∂∇∈∏∑∫√∞∼≈≠≡≤≥≪∝⊤⊙→←↦⟨⟩⏟ˆ˜ˉ˙"),
    )
)
MORE = (
    frozenset(
        (
            *range(0x391, 0x3CA),
            *range(0x1D400, 0x1D434),  # bold
            *range(0x1D49C, 0x1D4B6),  # script capitals
            *range(0x1D538, 0x1D551),  # capitals with double strokes
            *range(0x1D6E2, 0x1D6FC),  # Greek capitals in italics
            *map(ord, "ϑϖϰϱℬℰℱℋℐℳℛℂℍℕℙℚℤ𝟙"),
            *map(ord, "\u2009÷¬°″‴†‡•∀∃∅∉∓∗∘∙∠∤∧∨∩∪∮∴≃≅≐≔≜≫≺≻⊂⊃⊆⊇⊕⊖⊗⊢⊥⋂⋃⋁⋀⋆⋯⋮⋱⌈⌉⌊⌋⟶⟹⟺↑↓↔⇐⇒⇔↪ℏℓ⊔⊓⏞ˇ¯¨⃗‾"),
        )
    )
    - FIRST
)

# In thousandths of an em. An index of a letter that reaches below the line, and a power of what is tall, stand no farther from
# the line than others, as TeX has them; and rules are as thick as the text's own strokes.
CONSTANTS = {
    "SubscriptShiftDown": 170,
    "SubscriptBaselineDropMin": -60,
    "SuperscriptBaselineDropMax": 386,
    "FractionRuleThickness": 55,
    "OverbarRuleThickness": 55,
    "RadicalRuleThickness": 55,
    "UnderbarRuleThickness": 55,
}


def math_fonts() -> dict[str, tuple[bytes, str]]:
    """Return each part of the font by its file name, as WOFF2, with its characters as a style sheet's range of them.

    The first is what most formulas want. To make them takes some seconds, once.
    """
    kept = kept_fonts()
    return {name: (kept[name], kept[f"{name}.txt"].decode()) for name in NAMES}


def kept_fonts() -> dict[str, bytes]:
    """Return the parts by name, and the characters of each as `name.txt`."""
    key = fonts_key()
    made = digest(key, version("fonttools"))
    return user_cache().files("fonts", made, lambda: carried(CARRIED, key) or _parts())


def fonts_key() -> str:
    """Return a digest of what the parts follow from, but for the version of what cuts them."""
    return digest(VERSION, repr((sorted(FIRST), sorted(MORE), CONSTANTS)), npm_lock())


def _parts() -> dict[str, bytes]:
    from fontTools.ttLib import TTFont  # takes its time to import, and most builds have the fonts already

    whole = (node_package(PACKAGE) / "files" / "stix-two-math-latin-400-normal.woff2").read_bytes()
    with TTFont(io.BytesIO(whole)) as loaded:
        known = frozenset(loaded.getBestCmap())
    parts = dict(zip(NAMES, (known & FIRST, known & MORE, known - FIRST - MORE), strict=True))
    texts = {f"{name}.txt": character_ranges(codes).encode() for name, codes in parts.items()}
    return texts | {name: _cut(whole, codes) for name, codes in parts.items()}


def _cut(whole: bytes, codes: frozenset[int]) -> bytes:
    """Return the font with no more than these characters and what they grow to, under our constants."""
    loaded = cut_font(whole, codes, FEATURES)
    for name, value in CONSTANTS.items():
        getattr(loaded["MATH"].table.MathConstants, name).Value = value
    return woff2(loaded)
