"""Places for the interface's words in HTML: what is drawn once, or in the page, can then be read in any language.

A place is its key and the values that stand in the word, between characters that no text may have. `aeexplain.languages` puts
words into them at build; the page does where it takes a form from Python.
"""

OPENING, PARTING, CLOSING = "\ue020word:", "\ue01f", "\ue021"


def word_place(key: str, **values: object) -> str:
    """Return the place of a word, as HTML; the values are HTML too, and may hold places."""
    return f"{OPENING}{PARTING.join((key, *(f'{name}={value}' for name, value in values.items())))}{CLOSING}"
