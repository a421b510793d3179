"""Pictures that had to be coded anew, kept, since that takes a second for a large one."""

from PIL.Image import Image

from aeexplain.site.build_context import Workroom
from aeexplain.site.content.photographs import coded
from aeexplain.site.core.digests import digest


def coded_once(room: Workroom, picture: Image, content: bytes) -> bytes:
    """Return what `photographs.coded` makes of a picture, and make it only where that was not done before."""
    key = digest(room.sources.site, content)
    kept = room.cache.get("pictures", key)
    if kept is None:
        kept = coded(picture, content)
        room.cache.put("pictures", key, kept)
    return kept
