"""Fonts as they are shipped: cut to the characters that are wanted, without hints and names."""

import io
from collections.abc import Iterable
from typing import Any


def cut_font(font: bytes, codes: Iterable[int], features: Iterable[str]) -> Any:
    """Return a font, loaded, with no more than these characters and features; None where it has none of the characters."""
    from fontTools import subset  # takes its time to import, and most builds have the fonts already

    options = subset.Options()
    options.hinting = False
    options.layout_features = list(features)
    options.name_IDs = []
    options.recalc_timestamp = False  # the same bytes at any time
    loaded = subset.load_font(io.BytesIO(font), options)
    found = frozenset(codes) & loaded.getBestCmap().keys()
    if not found:
        return None
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=found)
    subsetter.subset(loaded)
    return loaded


def join_fonts(font: Any, parts: Iterable[Any]) -> None:
    """Give a loaded font the characters of other parts of it, which have the same axes; their kerning stays behind."""
    from fontTools.ttLib import TTFont

    font.ensureDecompiled()  # while its glyphs are numbered as they were
    for number, part in enumerate(parts):
        out = io.BytesIO()
        part.save(out)
        other = TTFont(out)
        # No glyph of one is taken for the other's of the same name.
        other.setGlyphOrder([f"part{number}.{at}" for at in range(other["maxp"].numGlyphs)])
        other.ensureDecompiled()
        names = other.getGlyphOrder()
        font.setGlyphOrder([*font.getGlyphOrder(), *names])
        for name in names:
            font["glyf"].glyphs[name] = other["glyf"].glyphs[name]
            font["hmtx"].metrics[name] = other["hmtx"].metrics[name]
            if "gvar" in font:
                font["gvar"].variations[name] = other["gvar"].variations[name]
        for table in font["cmap"].tables:
            table.cmap |= other.getBestCmap()
    font["glyf"].setGlyphOrder(font.getGlyphOrder())
    # It knows the widths of the first glyphs alone; without it the outlines tell those of all.
    if "HVAR" in font:
        del font["HVAR"]


def woff2(loaded: Any) -> bytes:
    """Return a loaded font as WOFF2."""
    out = io.BytesIO()
    loaded.flavor = "woff2"
    loaded.save(out)
    return out.getvalue()


def character_ranges(codes: Iterable[int]) -> str:
    """Return characters as a style sheet's ranges of them."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return ",".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in found)
