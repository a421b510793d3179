"""The code of an article's demos as its page fetches it: their sources, by their places in the engine."""

import json
from collections.abc import Iterable

from aeexplain.project import Project
from aeexplain.runtime.shipped_sources import demo_code


def page_code(project: Project, demos: Iterable[str]) -> bytes:
    """Return JSON, the path in site-packages → source, of demos and of what they take from others."""
    sources = demo_code(project, demos)
    texts = {path: text.decode("utf-8-sig") for path, text in sources.items()}
    return json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
