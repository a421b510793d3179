"""Every control, with the line that declares it and its figure."""

from aeexplain_texts._gallery import caption, declared, demo_of
from aeexplain_texts._markdown import fence, signature, told

from aeexplain import demo


def kinds():
    """Return the names of all kinds of controls, in the order of the room."""
    found = ((name, getattr(demo, name)) for name in demo.__all__)
    return [
        name
        for name, kind in found
        if isinstance(kind, type) and issubclass(kind, demo.Control) and kind is not demo.Control
    ]


def text():
    """Return a section for each kind of control."""
    return "\n\n".join(map(_section, kinds()))


def _section(name):
    kind, figure = getattr(demo, name), demo_of(name)
    return "\n\n".join(
        (
            f"## {name}",
            fence(signature(name, kind)),
            told(kind),
            "The figure declares it so:",
            fence(declared(figure)),
            f"::demo {figure} {caption(figure)}",
        )
    )
