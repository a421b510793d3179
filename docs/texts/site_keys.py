"""The keys of site.toml."""

from aeexplain_texts._fields import SAID, kind
from aeexplain_texts._markdown import code, table

from aeexplain.site.core.config import FIELDS


def text():
    """Return a table with a row for each key."""
    rows = [
        (code(key), "always" if field.required else "", kind(field), SAID["site"][key])
        for key, field in FIELDS.items()
    ]
    return table(("key", "must stand", "holds", "says"), rows)
