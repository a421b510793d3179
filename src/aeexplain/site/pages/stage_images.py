"""Images of figures: those in the first window stand in the page, all others are files, fetched when they come near."""

import base64
import re
from functools import partial

from aeexplain.site.core.assets import hashed_name

FIGURE = re.compile(r'<figure class="demo".*?</figure>', re.DOTALL)
IMAGE = re.compile(r'<img\b([^>]*) src="data:image/png;base64,([^"]+)"')
SMALL = 300  # bytes, about what it takes to ask for a file
OF_STRIP = re.compile(IMAGE.pattern + r'(?=[^>]* style="object-position)')


def images_apart(body: str, root: str, first_window: int) -> tuple[str, dict[str, bytes]]:
    """Return an article's HTML in which the images of figures are files, and these by their places in the site.

    A figure that begins within the first characters keeps its own, but for strips of thumbnails, of which each option shows a
    part; the next, which comes near with it, keeps the small ones. `root` leads from the page to the site's root.
    """
    first = FIGURE.search(body)
    start = first.end() if first and first.start() < first_window else 0
    second = FIGURE.search(body, start) if start else None
    near = second.end() if second else start
    files: dict[str, bytes] = {}

    def filed(image: re.Match[str], largest: int = 0) -> str:
        content = base64.b64decode(image[2])
        if len(content) <= largest:
            return image[0]
        place = hashed_name("stages/image.png", content)
        files[place] = content
        return f'<img{image[1]} loading="lazy" src="{root}{place}"'

    beginning = OF_STRIP.sub(filed, body[:start])
    return beginning + IMAGE.sub(partial(filed, largest=SMALL), body[start:near]) + IMAGE.sub(
        filed, body[near:]
    ), files
