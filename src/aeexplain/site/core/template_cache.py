"""Where Jinja finds templates, and compiled ones, kept: to compile them takes longer than to render a page."""

import os
from collections.abc import Callable
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, TemplateNotFound
from jinja2.bccache import Bucket

from aeexplain.cache import Cache
from aeexplain.files.digests import digest
from aeexplain.project import SHIPPED_TEMPLATE as LAST
from aeexplain.site.core.code_digests import environment


class FirstFolderLoader(FileSystemLoader):
    """Finds a template in the first folder that has its name; a folder of that name is an error, and no other is taken.

    A name that begins with `shipped/` means the last folder's, so that a template can extend the one that it stands for.
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text and place, and what tells whether it is still the same."""
        if template.startswith(LAST):
            return FileSystemLoader(self.searchpath[-1]).get_source(environment, template.removeprefix(LAST))
        for folder in self.searchpath:
            if os.path.lexists(os.path.join(folder, template)):
                return FileSystemLoader(folder).get_source(environment, template)
        raise TemplateNotFound(template)


class TemplateCache(BytecodeCache):
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
