"""Pictures that had to be coded anew, kept, since that takes a second for a large one."""

from PIL.Image import Image

from aeexplain.digests import digest
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.photographs import coded


def coded_once(context: BuildContext, picture: Image, content: bytes) -> bytes:
    """Return what `photographs.coded` makes of a picture, and make it only where that was not done before."""
    key = digest(context.sources.site, content)
    kept = context.cache.get("pictures", key)
    if kept is None:
        kept = coded(picture, content)
        context.cache.put("pictures", key, kept)
    return kept
