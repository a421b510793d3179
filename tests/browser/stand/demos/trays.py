"""Two choices that a phone's bar has no room for: pictures, and long words."""

import numpy as np

from aeexplain.demo import Choice, Demo, Slider, View, Words
from aeexplain.draw import ink


def compute(n, digit, way):
    return {"word": Words(f"{digit} by way {way} of {n}")}


def describe(word):
    return str(word)


DEMO = Demo(
    compute,
    describe,
    controls={
        "n": Slider("Size", 0, 9, start=1),
        "digit": Choice("Digit", tuple("0123456789"), start=3),
        "way": Choice("Way", ("through the forest", "over the mountain", "along the river")),
    },
    views={"word": View("Way")},
    thumbnails={"digit": lambda: [ink(np.eye(4) * place / 9, f"digit {place}") for place in range(10)]},
)
