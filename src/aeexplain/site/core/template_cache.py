"""Compiled templates, kept: to compile them takes longer than to render a page."""

from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from aeexplain.cache import Cache
from aeexplain.digests import digest
from aeexplain.site.core.code_digests import environment


class Compiled(BytecodeCache):
    """Jinja's own keys, which hold a template's place and text, with what else decides how they are compiled."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._maker = digest(environment(), Path(__file__).with_name("templates.py").read_bytes())

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, where there is something to fill it with."""
        kept = self._cache.get("templates", self._key(bucket))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket."""
        self._cache.put("templates", self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return digest(self._maker, bucket.key, bucket.checksum)
