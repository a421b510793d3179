"""content/site.toml: what the whole site shares."""

from dataclasses import dataclass
from pathlib import Path

from aeexplain.site.faults import Faults
from aeexplain.site.fields import Field, read_toml
from aeexplain.site.text import read_text

FIELDS = {"title": Field(str), "summary": Field(str), "author": Field(str), "language": Field(str)}


@dataclass(frozen=True)
class Config:
    """The site's own words: title, one sentence of summary, author, language tag (BCP 47)."""

    title: str
    summary: str
    author: str
    language: str


def read_config(root: Path, faults: Faults) -> Config | None:
    """Return content/site.toml, or None where it has faults."""
    path = root / "content" / "site.toml"
    where = path.relative_to(root).as_posix()
    before = len(faults)
    with faults.noted():
        values = read_toml(read_text(path, where), where, FIELDS, faults)
        if len(faults) == before:
            return Config(**values)
    return None
