"""What may be wrong with a view, in words that end "the view ..."."""

import numpy as np

from aeexplain.draw.finite import is_finite, not_finite


def a_type(value: object) -> str:
    """Return the type of a value as a sentence calls it: "a list", "None"."""
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def is_number(value: object) -> bool:
    """Return whether something is one finite real number, a NumPy array of no axes included."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    return is_finite(value)


def number_in_words(text: object) -> str:
    """Return that a text states a number which is not finite; empty where it states none."""
    number = not_finite(str(text))
    return f"says {number!r}, which is no finite number" if number else ""


def lack_of_alternative(says: object) -> str:
    """Return what is wrong with a text alternative; empty where nothing is."""
    if not isinstance(says, str) or not says.strip():
        return "has no text alternative: give it `says`"
    number = not_finite(says)
    return f"has {number!r} in its text alternative" if number else ""
