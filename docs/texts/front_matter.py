"""The keys of front matter: of articles and of pages."""

from aeexplain_texts._fields import SAID, kind
from aeexplain_texts._markdown import code, table

from aeexplain.site.content.front_matter.fields import FIELDS, NOT_OF_PAGES, PAGE_FIELDS


def text():
    """Return a table with a row for each key."""
    rows = [(code(key), _wanted(key), kind(field), SAID["article"][key]) for key, field in FIELDS.items()]
    return table(("key", "must stand", "holds", "says"), rows)


def _wanted(key):
    of_page = key in PAGE_FIELDS and PAGE_FIELDS[key].required
    if key in NOT_OF_PAGES:
        return "in articles; pages have none" if FIELDS[key].required else "pages have none"
    return "always" if of_page else "in articles" if FIELDS[key].required else ""
