"""Words."""

from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.views.faults import a_type, number_in_words
from aeexplain.demo.views.view import ImageAddress, ViewKind
from aeexplain.draw.svg import words


@dataclass(frozen=True)
class Words:
    """A word or a sentence that the figure states."""

    text: str

    def __str__(self) -> str:
        return self.text


class WordsKind(ViewKind[Words]):
    """A text."""

    name: ClassVar[str] = "words"
    shows = Words
    on_stage: ClassVar[bool] = False
    tag: ClassVar[str] = "span"

    def fault(self, shown: Words) -> str:
        """Refuse what states a number that is not finite."""
        wrong = "" if isinstance(shown.text, str) else f"says {a_type(shown.text)}, not a text"
        return number_in_words(str(shown.text)) or wrong

    def lack(self, shown: Words) -> str:
        """Ask for a text."""
        return "" if shown.text != "" else "says nothing"

    def text(self, shown: Words) -> object:
        """Return its text."""
        return shown.text

    def header(self, shown: Words) -> dict[str, Any]:
        """Return its text."""
        return {"text": shown.text}

    def content(self, shown: Words, address: ImageAddress) -> str:
        """Return the text."""
        return words(str(shown.text))
