"""A range, on the plainest of figures; the sentence tells what it held, so that a test can read it."""

from aeexplain.demo import Demo, Range, View, Words


def compute(span, part):
    return {"told": Words(f"{span[0]} to {span[1]}")}


def describe(span, part):
    return f"{span} | {part}"


DEMO = Demo(
    compute,
    describe,
    controls={
        "span": Range("Span", 0, 20, start=(5, 15)),
        "part": Range("Part", 0, 1, start=(0.2, 0.8), step=0.1),
    },
    views={"told": View("Told")},
    bar=("span",),
)
