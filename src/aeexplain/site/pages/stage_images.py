"""Images of figures: those in the first window stand in the page, all others are files, fetched when they come near."""

import base64
import re

from aeexplain.site.core.assets import hashed_name

FIGURE = re.compile(r'<figure class="demo".*?</figure>', re.DOTALL)
IMAGE = re.compile(r'<img\b([^>]*) src="data:image/png;base64,([^"]+)"')
OF_STRIP = re.compile(IMAGE.pattern + r'(?=[^>]* style="object-position)')


def images_apart(body: str, root: str, first_window: int) -> tuple[str, dict[str, bytes]]:
    """Return an article's HTML in which the images of figures are files, and these by their places in the site.

    A figure that begins within the first characters keeps its own, but for strips of thumbnails, of which each option shows a
    part. `root` leads from the page to the site's root.
    """
    first = FIGURE.search(body)
    start = first.end() if first and first.start() < first_window else 0
    files: dict[str, bytes] = {}

    def filed(image: re.Match[str]) -> str:
        content = base64.b64decode(image[2])
        place = hashed_name("stages/image.png", content)
        files[place] = content
        return f'<img{image[1]} loading="lazy" src="{root}{place}"'

    return OF_STRIP.sub(filed, body[:start]) + IMAGE.sub(filed, body[start:]), files
