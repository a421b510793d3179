"""Ids of headings: stable words in any script, and the fragments of addresses that lead to them."""

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import quote, unquote

SEPARATORS = re.compile(r"[-\s]+")
WORDLESS = re.compile(r"[\s\\{}^_-]+")  # what parts the words of TeX
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # which only choose how a character looks
JOINERS = re.compile("[\u200c\u200d]")  # which ids are without
IN_FRAGMENT = "/?:@!$&'()*+,;=-._~"  # what RFC 3986 lets stand in a fragment as it is


def slug(text: str) -> str:
    """Return a heading's id: its letters, digits and their marks in lower case, words parted by hyphens, in normal form C.

    Empty where it has no letter and no digit (see `spelt`).
    """
    plain = SELECTORS.sub("", unicodedata.normalize("NFC", text))
    kept = "".join(each for each in plain if _is_kept(each)).strip()
    found = unicodedata.normalize("NFC", SEPARATORS.sub("-", kept).lower())
    return found if any(_is_word(each) for each in found) else ""


def spelt(text: str) -> str:
    """Return an id for a heading of signs alone or of TeX: `?!` is `question-mark-exclamation-mark`, `x^2` is `x-2`."""
    plain = SELECTORS.sub("", unicodedata.normalize("NFC", text))
    words = (each if _is_kept(each) else f" {_name(each)} " for each in WORDLESS.sub(" ", plain))
    return slug("".join(words)) or slug(" ".join(_name(each) for each in plain if not each.isspace()))


def fragment(id: str) -> str:
    """Return an id as it stands in an address, percent-encoded."""
    return quote(id, safe=IN_FRAGMENT)


def meant(fragment: str, ids: Collection[str]) -> str | None:
    """Return the id that a fragment means, percent-encoded or not, in any normal form, with joiners or not; None: none."""
    decoded = unquote(fragment)
    composed = unicodedata.normalize("NFC", decoded)
    forms = (fragment, decoded, composed, JOINERS.sub("", composed))
    return next((each for each in forms if each in ids), None)


def _is_kept(character: str) -> bool:
    return _is_word(character) or character in "-_" or character.isspace() or _is_mark(character)


def _is_word(character: str) -> bool:
    """Whether it is a letter or a number of any script."""
    return unicodedata.category(character)[0] in "LN"


def _is_mark(character: str) -> bool:
    """Whether it is a vowel's sign or an accent, without which words of many scripts fall apart, or joins words (`‿`)."""
    return unicodedata.category(character) in ("Mn", "Mc", "Pc")


def _name(character: str) -> str:
    """Return what a sign is called, in lower case: `plus`, `question mark`; one without a name by its number."""
    return unicodedata.name(character, f"u{ord(character):x}").lower().removesuffix(" sign")
