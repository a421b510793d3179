"""A run that keeps a pace."""

from aeexplain.demo import RUN, Demo, Slider, View, Words


def compute(n):
    return {"place": Words("at home")}


def run(n):
    for place in range(1, n + 1):
        yield {"place": Words(f"place {place}")}


def describe(place):
    return str(place)


DEMO = Demo(
    compute,
    describe,
    controls={"n": Slider("Places", 0, 9, start=6)},
    views={"place": View("Place")},
    run=run,
    run_pace=10,
    bar=("n", RUN),
)
