"""A table, wide enough to scroll on a phone; how many rows it has is the reader's."""

from aeexplain.demo import Demo, Slider, Table, View, readout

HEADS = ("unit", *(f"measurement number {column}" for column in range(1, 13)))


def compute(n):
    rows = [
        (f"unit {unit}", *(readout(unit * n / column, ".2f") for column in range(1, 13))) for unit in range(n)
    ]
    return {"sizes": Table(HEADS, rows, f"What {n} units measure")}


def describe(n, sizes):
    return f"{sizes}."


DEMO = Demo(
    compute,
    describe,
    controls={"n": Slider("Units", 1, 6, start=2)},
    views={"sizes": View("Sizes", "full")},
)
