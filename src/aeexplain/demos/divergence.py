"""Two Gaussians on a line, and what each place adds to the Kullback-Leibler divergence, one way and the other.

The divergence is in closed form; what is drawn is the integrand q log(q/p) whose signed area it is. The two ways differ since
the average is over draws from the one density or from the other (Kullback and Leibler 1951).
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aeexplain.demo import Check, Demo, Slider, View, readout
from aeexplain.draw import Drawing, Plane, axes, drawing, label, line, polygons, rule, segments, tag

WIDTH, TALL, PANEL = 380, 310, 136  # of a drawing; and the height of each of the two integrands
REACH = 6.5  # of the drawn line, each way
LOW, HIGH, STEP = 0.3, 1.5, 0.05  # of the width
TALLEST = 1.5  # a density's largest value on the drawing: the narrowest hill is 1.33 high
LEAST = 0.6  # that the integrands' scale goes up to; more where one of them is higher
PLACES = np.linspace(-REACH, REACH, 401)
STRIPS = np.linspace(-REACH, REACH, 201)  # the middles of the strips that make up an area
WIDTHS = np.arange(LOW, HIGH + STEP / 2, STEP)

type Floats = NDArray[np.float64]


class Hill(NamedTuple):
    """A Gaussian of one number: its mean and its standard deviation."""

    mean: float
    width: float

    def log_density(self, z: Floats | float) -> Floats:
        """Return the logarithm of the density at each z."""
        return np.asarray(
            -0.5 * ((z - self.mean) / self.width) ** 2 - np.log(self.width * np.sqrt(2 * np.pi))
        )

    def entropy(self) -> float:
        """Return the mean surprise of a draw in nats."""
        return float(0.5 * np.log(2 * np.pi * np.e * self.width**2))


P = Hill(0.0, 1.0)


def compute(mean, width):
    q = Hill(mean, width)
    there, back = divergence(q, P), divergence(P, q)
    return {
        "hills": _hills(q),
        "areas": _areas(q),
        "forward": readout(there, ".2f"),
        "reverse": readout(back, ".2f"),
        "entropy": readout(q.entropy(), ".2f"),
        "crossed": readout(q.entropy() + there, ".2f"),
        "height": readout(float(np.exp(q.log_density(mean))), ".2f"),
    }


def describe(mean, width, forward, reverse, height):
    return (
        f"q has the mean {mean} and the width {width}, and is {height} high there; p has 0 and 1. "
        f"KL(q, p) is {forward} nats and KL(p, q) {reverse} nats."
    )


def divergence(q: Hill, p: Hill) -> float:
    """Return KL(q ‖ p) of two Gaussians in nats, in closed form."""
    ratio = (q.width / p.width) ** 2
    return float(0.5 * (((q.mean - p.mean) / p.width) ** 2 + ratio - np.log(ratio) - 1))


def integrand(q: Hill, p: Hill, z: Floats) -> Floats:
    """Return q log(q/p) at each z, whose integral is KL(q ‖ p)."""
    log_q = q.log_density(z)
    return np.asarray(np.exp(log_q) * (log_q - p.log_density(z)))


def places_add_up(mean, width, forward, reverse):
    """Compare the integrals of both integrands, as sums over fine strips, to the divergences in closed form."""
    z, q = np.linspace(-30, 30, 6001), Hill(mean, width)
    sums = [float(integrand(*pair, z).sum() * (z[1] - z[0])) for pair in ((q, P), (P, q))]
    return sums, "==", (forward, reverse)


def _hills(q: Hill) -> Drawing:
    """Return both densities; the handle of the width rides along where it would be one width to the right of the mean."""
    plane = Plane.over(WIDTH, TALL, (-REACH, REACH), (0, TALLEST), margins=(28, 8, 62, 38))
    top = float(np.exp(q.log_density(q.mean)))
    flank = [(q.mean + each, float(np.exp(Hill(q.mean, each).log_density(q.mean + each)))) for each in WIDTHS]
    side = 1 if q.mean >= 0 else -1
    beside, above = plane.at(q.mean + side * q.width * 0.6, top)
    return drawing(
        plane.width,
        plane.height,
        _fixed(plane, -side),
        polygons(plane, [np.column_stack((PLACES, np.exp(q.log_density(PLACES))))], "a", filled=True),
        label("q", beside + side * 8, above + 8, "a", "start" if side > 0 else "end"),
        says=f"two hills: q around {q.mean:g}, {q.width:g} wide and {top:.2f} high, and p around 0, 1 wide and 0.40 high",
        reach=plane.reach,
        track=np.array(flank),
    )


@cache
def _fixed(plane: Plane, side: int) -> str:
    """Return the axes and the hill that does not move, its name on the side where the other hill is not."""
    p = np.column_stack((PLACES, np.exp(P.log_density(PLACES))))
    x, y = plane.at(side * 1.3, float(np.exp(P.log_density(1.3))))
    name = label("p", x + side * 6, y - 6, "b", "start" if side > 0 else "end")
    return axes(plane, "z", "density", about=(6, 4)) + polygons(plane, [p], "b", filled=True) + name


def _areas(q: Hill) -> Drawing:
    """Return both integrands, one over the other and on one scale."""
    ways = ((q, P), (P, q))
    drawn = np.array([integrand(*pair, PLACES) for pair in ways])  # (2, places)
    low, high = 1.1 * min(float(drawn.min()), -LEAST / 3), 1.1 * max(float(drawn.max()), LEAST)
    there, back = (divergence(*pair) for pair in ways)
    return drawing(
        WIDTH,
        TALL,
        _area(ways[0], ("q", "p"), (low, high), 24),
        _area(ways[1], ("p", "q"), (low, high), TALL - PANEL),
        says=f"what each place adds, red, or takes away, teal: in all {there:.2f} nats from q to p, {back:.2f} from p to q",
    )


def _area(pair: tuple[Hill, Hill], names: tuple[str, str], heights: tuple[float, float], top: int) -> str:
    """Return one way's integrand in strips that add and strips that take away, with its sum."""
    plane = Plane.over(WIDTH, TALL, (-REACH, REACH), heights, margins=(top, 8, TALL - top - PANEL + 8, 38))
    values, (one, other) = integrand(*pair, STRIPS), names
    marks = [rule(plane, y=0)]
    for series, these in (("add", values > 0), ("take", values < 0)):
        feet = np.column_stack((STRIPS[these], np.zeros(int(these.sum()))))
        tips = np.column_stack((STRIPS[these], values[these]))
        marks.append(segments(plane, feet, tips, f"{series} strong"))
    signs = tag(
        "g",
        label(f"{one} log ({one}/{other})", 0, top),
        label(f"{divergence(*pair):.2f} nats", WIDTH - 8, top, anchor="end"),
        class_="signs",
    )
    return "".join((*marks, line(plane, PLACES, integrand(*pair, PLACES), "ink"), signs))


DEMO = Demo(
    compute,
    describe,
    controls={
        "mean": Slider("Mean of q", -2.0, 2.0, start=0.0, step=0.1, on="hills", hint="drag"),
        "width": Slider("Width of q", LOW, HIGH, start=0.5, step=STEP, on="hills", grip="knob", hint="drag"),
    },
    views={
        "hills": View("Two densities", "half"),
        "areas": View(r"Summed: $\mathrm{KL}(q\,\|\,p)$, and $\mathrm{KL}(p\,\|\,q)$", "half"),
        "forward": View(r"$\mathrm{KL}(q\,\|\,p)$, nats"),
        "reverse": View(r"$\mathrm{KL}(p\,\|\,q)$, nats"),
        "entropy": View("Mean surprise of draws from q, nats"),
        "crossed": View("The same with p’s code names"),
        "height": View("q at its mean"),
    },
    main="width",
    stage=("hills", "areas"),
    bar=("width", "mean"),
    checks=(
        Check("KL ≥ 0, both ways", lambda forward, reverse: ((forward, reverse), ">=", 0)),
        Check("What the places add comes to the divergence", places_add_up, within=1e-5),
        Check(
            "By p’s code names, the surprise is that of a mean square of μ² + σ²",
            lambda mean, width, crossed: (crossed, "==", P.entropy() + (mean**2 + width**2 - 1) / 2),
        ),
        Check(
            "No code names make it less than q’s own",
            lambda entropy, crossed: (crossed, ">=", entropy),
        ),
    ),
    line="From q to p {forward} nats, from p to q {reverse}.",
)
