"""The code of an article's demos as its page fetches it: their sources and their data, by their places in the engine."""

import base64
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from aeexplain.project import Project
from aeexplain.runtime.shipped_sources import demo_code


def page_code(
    project: Project,
    demos: Iterable[str],
    more: Mapping[str, str] = MappingProxyType({}),
    places: Mapping[str, Path] | None = None,
) -> bytes:
    """Return JSON, the path in site-packages → content, of demos, of what they take from others and of their data.

    more: texts by such paths. What is no text is a list of one, in base64. places: the files of all demos, where they are known
    (see `demo_code`).
    """
    texts: dict[str, str | list[str]] = {
        path: _text(path, content) for path, content in demo_code(project, demos, places).items()
    }
    texts |= more
    return json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _text(path: str, content: bytes) -> str | list[str]:
    if path.endswith(".py"):
        return content.decode("utf-8-sig")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return [base64.b64encode(content).decode()]
