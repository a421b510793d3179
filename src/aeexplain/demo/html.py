"""HTML as text: one element. Everything that comes from outside is escaped here."""

from aeexplain.draw.svg import words

VOID = ("img", "input")  # elements that hold nothing and have no end


def element(tag: str, /, *children: str, **attributes: object) -> str:
    """Return one HTML element; children are HTML.

    `data_view=` becomes `data-view=`, `class_=` becomes `class=`. True is an attribute without a value; False and None are
    none at all.
    """
    opening = f"<{tag}{''.join(_attribute(*each) for each in attributes.items())}>"
    return opening if tag in VOID else f"{opening}{''.join(children)}</{tag}>"


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{words(str(value))}"'
