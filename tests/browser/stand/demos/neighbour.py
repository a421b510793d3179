"""Another figure on the same page: it wants its frames while the first one runs."""

from aeexplain.demo import Atlas, Demo, Slider, View, Words


def compute(n):
    return {"word": Words(f"n is {n}")}


def describe(word):
    return str(word)


DEMO = Demo(
    compute,
    describe,
    controls={"n": Slider("n", 0, 9, start=1)},
    views={"word": View("n")},
    atlas=Atlas("n", (0, 5, 9)),
)
