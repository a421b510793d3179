"""One language's words, and how they come into HTML."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from aeexplain.files.digests import digest
from aeexplain.word_places import CLOSING, OPENING, PARTING

if TYPE_CHECKING:
    from babel import Locale

# The innermost places: within their values no other place is left.
PLACE = re.compile(f"{OPENING}([^\ue020{CLOSING}]*){CLOSING}")
VALUE = re.compile(r"\{(\w+)\}")
ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\N{NO-BREAK SPACE}": "&nbsp;"}
)
USUAL = "en"  # whose rules hold for dates and plurals of a language that nobody knows

type Word = str | Mapping[str, str]


@dataclass(frozen=True)
class Words:
    """The interface in one language.

    tag: of the language that was asked for. language: of the table that its words are from, another where there is none for
    it. texts: the words by key, or by plural category where a number chooses among them. form, browser: the keys that figures'
    forms and the browser's modules take.
    """

    tag: str
    language: str
    texts: Mapping[str, Word]
    form: tuple[str, ...]
    browser: tuple[str, ...]

    def __call__(self, key: str, **values: object) -> str:
        """Return a word with its values, as plain text."""
        return _with(self._chosen(key, values), values)

    def html(self, key: str, **values: str) -> str:
        """Return a word that is HTML itself, and so are its values."""
        return _with(self._chosen(key, values), values).removeprefix("\n")

    def fill(self, html: str) -> str:
        """Return HTML with a word in each place that was kept for one."""
        while OPENING in html:
            html = PLACE.sub(self._in_place, html)
        return html

    def day(self, date: datetime.date) -> str:
        """Return a date as the language writes it, also where the interface has no words in it."""
        from babel.dates import format_date

        if self.language in candidates(self.tag):
            return format_date(date, str(self.texts["day"]), self._locale)
        return format_date(date, "long", locale_of(candidates(self.tag)[-1]))

    @cached_property
    def digest(self) -> str:
        """Return what tells these words from others."""
        return digest(self.tag, self.language, repr(sorted(self.texts.items())))

    @cached_property
    def _locale(self) -> "Locale":
        return locale_of(self.language)

    def _in_place(self, found: re.Match[str]) -> str:
        key, *parts = found[1].split(PARTING)
        values = dict(part.split("=", 1) for part in parts)
        return _with(self._chosen(key, values).translate(ESCAPES), values)

    def _chosen(self, key: str, values: Mapping[str, object]) -> str:
        word = self.texts[key]
        if isinstance(word, str):
            return word
        category = self._locale.plural_form(int(str(values["n"])))
        return word.get(category, word["other"])


def candidates(tag: str) -> list[str]:
    """Return the languages whose words do for a tag: itself, then with ever less of it."""
    parts = tag.lower().split("-")
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]


@cache
def locale_of(language: str) -> "Locale":
    """Return what Babel knows of a language, or of the nearest that it knows."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(USUAL)


def _with(word: str, values: Mapping[str, object]) -> str:
    return VALUE.sub(lambda found: str(values[found[1]]), word)
