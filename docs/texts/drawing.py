"""Everything that draws, each with its lines and its figure."""

from aeexplain_texts._gallery import demo_of, figure
from aeexplain_texts._markdown import fence, signature, told

from aeexplain import draw

# In which part of the page something stands, by the module that it comes from.
PARTS = {
    "Drawings": ("draw.plane", "draw.scale", "draw.svg"),
    "Marks": ("draw.marks",),
    "Images": ("draw.images",),
}


def text():
    """Return a section for each part of the room, with a heading for each name in it."""
    shown, sections = set(), []
    for title, modules in PARTS.items():
        names = [
            name
            for name in draw.__all__
            if any(f".{module}" in getattr(draw, name).__module__ for module in modules)
        ]
        sections += [f"## {title}", *(_entry(name, shown) for name in sorted(names, key=str.lower))]
    return "\n\n".join(sections)


def _entry(name, shown):
    thing, demo = getattr(draw, name), demo_of(name, ("mark", "image"))
    lines = [f"### `{name}`", fence(signature(name, thing)), told(thing)]
    own = demo.partition("-")[2] == name.replace("_", "-").lower()
    if own and demo not in shown:
        shown.add(demo)
        lines.append(figure(demo))
    elif demo:
        lines.append(f"See it in @fig:{demo}.")
    return "\n\n".join(lines)
