"""Latent diffusion: an autoencoder makes the image small, a denoiser draws in the small space (Rombach et al. 2022).

Above, the two paths with the shapes that the reader asks for. Below, the same in earnest on digits: 16 numbers of noise, 20
steps of a denoiser that is asked for a class, a decoder. The same noise decoded at once is the honest baseline.
"""

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.demo import RUN, Atlas, Choice, Demo, Readout, Seed, Slider, View, readout
from aeexplain.draw import Drawing, Pixels, Stack, band, drawing, image_grid, ink, label, sheets, signed, tag
from aeexplain.nn.noise_schedule import expected_ends

SIZES, FACTORS, GUIDANCES = (64, 128, 256, 512, 1024), (1, 2, 4, 8, 16), (0.0, 0.25, 0.5, 1.0, 2.0)
COLOURS = 3  # channels of an image
CLASSES = 10  # and the number that asks for any
STEPS, SAMPLES, UNITS, SIDE = 20, 8, 16, 28
EVERY = 2  # steps from one picture of the way to the next
BETWEEN = 4  # pictures that a run shows for each step
FULL = 2.5  # the latent number that gets the full colour
WIDTH, HEIGHT, MIDDLE, FOOT = 376, 189, 78, 151  # of the drawings of both paths, in pixels
PLACES = (59, 188, 317)  # the middles of what stands on the left, in the middle, on the right
SHEET = 88.0  # pixels that are an image's side
# Of a picture, in shares of its side.
HILLS = (
    (0.06, 0.94),
    (0.36, 0.45),
    (0.52, 0.68),
    (0.7, 0.5),
    (0.94, 0.94),
)

type Shape = tuple[int, int]  # side and channels


@dataclass(frozen=True, eq=False)
class Same:
    """A thing as a cache's key: equal where it is the very same thing."""

    thing: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


@dataclass(frozen=True)
class Sampling:
    """The ways of some samples from noise to codes, and pictures of what does not change from step to step."""

    path: Array  # (21, 8, 16)
    noise: list[Pixels]  # the noise of each, decoded at once
    codes: list[Pixels]  # every second step of the first one's way: 16 numbers,
    decoded: list[Pixels]  # what they decode to,
    expected: list[Pixels]  # and what the denoiser expects at the end


def compute(ld, size, factor, channels, digit, guidance, seed, step):
    return _views(ld, size, factor, channels, digit, guidance, seed, float(step))


def run(ld, size, factor, channels, digit, guidance, seed, step):
    for at in range(STEPS * BETWEEN + 1):
        yield _views(ld, size, factor, channels, digit, guidance, seed, at / BETWEEN)


def describe(size, factor, channels, fold, digit, guidance, seed, at):
    image, latent = (int(size), COLOURS), (int(size) // int(factor), int(channels))
    return (
        f"An image of {_told(image)} has {_values(image):,} values, its latent of {_told(latent)} has {_values(latent):,}, "
        f"{fold}. Step {at} of {STEPS} from noise {seed}, asked for {digit} with guidance {guidance}."
    )


def _views(ld, size, factor, channels, digit, guidance, seed, at: float) -> dict[str, Any]:
    image, latent = (SIZES[size], COLOURS), (SIZES[size] // FACTORS[factor], channels)
    ratio = _values(image) / _values(latent)
    strength = GUIDANCES[guidance] if digit < CLASSES else 0.0  # towards any class there is nothing to lead
    sampling = _sampled(Same(ld), digit, strength, seed)
    phi = 0.5 * math.pi * (1 - at / STEPS)
    now = ld.models["vae"].decode(along(sampling.path, at))  # (8, 784)
    asked = "any digit" if digit == CLASSES else f"the digit {digit}"
    here = int(at // EVERY)
    held_out = _held_out(ld.metrics, digit, GUIDANCES[guidance])
    prior = ld.metrics["prior"]
    return {
        "compression": _compression(image, latent),
        "generation": _generation(image, latent),
        "samples": image_grid(
            _pictures(now), 4, f"{SAMPLES} samples asked for {asked}, decoded at step {at:g} of {STEPS}"
        ),
        "noise": image_grid(sampling.noise, 4, f"noise {seed} decoded at once, without a denoiser"),
        "codes": _strip(sampling.codes, here, "16 numbers of the first sample"),
        "decoded": _strip(sampling.decoded, here, f"what they decode to, asked for {asked}"),
        "expected": _strip(
            sampling.expected, here, f"what the denoiser expects at the end, asked for {asked}"
        ),
        "fold": Readout(ratio, _fold(ratio)),
        "at": Readout(at, f"{math.floor(at)}"),
        "left": readout(100 * math.sin(phi) ** 2, ".0f"),
        "recognised": readout(100 * held_out["confident"], ".1f"),
        "unrecognised": readout(100 * prior["confident"], ".1f"),
        "frechet": readout(held_out["frechet"], ".1f"),
        "rival": readout(prior["frechet"], ".1f"),
    }


def _held_out(metrics, digit: int, guidance: float) -> dict[str, float]:
    """Return what training measured over 2,000 samples with this guidance, all classes in turn; or asked for none."""
    found: dict[str, float] = (
        metrics["unasked"] if digit == CLASSES else metrics["guided"][f"{100 * guidance:.0f}"]
    )
    return found


@lru_cache(maxsize=16)
def _sampled(ld: Same, digit: int, guidance: float, seed: int) -> Sampling:
    """Return the samples from this noise; kept, so that the steps can be gone through at leisure."""
    denoiser, vae = ld.thing.models["denoiser"], ld.thing.models["vae"]
    noise = np.random.default_rng(seed).standard_normal((SAMPLES, UNITS), np.float32)
    path = denoiser.sample(noise, np.full(SAMPLES, digit), STEPS, guidance)  # (21, 8, 16)
    ends = np.concatenate([expected_ends(path), path[-1:]])  # (21, 8, 16)
    pictures = _pictures(vae.decode(np.concatenate([path[::EVERY, 0], ends[::EVERY, 0], noise])))
    codes = _codes(path[::EVERY, 0])
    count = len(codes)
    return Sampling(path, pictures[2 * count :], codes, pictures[:count], pictures[count : 2 * count])


def along(path: Array, at: float) -> Array:
    """Return where a path (steps + 1, n, units) is `at` so many of its steps, whole or not: on the turn between two of them.

    z = (sin((1 - s) δ) z_i + sin(s δ) z_(i + 1)) / sin δ, which is DDIM's step, gone only a share s of its angle δ.
    """
    steps = len(path) - 1
    i = min(math.floor(at), steps - 1)
    delta, s = 0.5 * math.pi / steps, at - i
    before, after = math.sin((1 - s) * delta) / math.sin(delta), math.sin(s * delta) / math.sin(delta)
    z: Array = np.float32(before) * path[i] + np.float32(after) * path[i + 1]
    return z


def _pictures(x: Array) -> list[Pixels]:
    """Return images (n, 784) one by one."""
    return _cut(ink(x.reshape(-1, SIDE), ""))


def _codes(z: Array) -> list[Pixels]:
    """Return codes (n, 16) as squares of 7 pixels, four in a row: warm above zero, cool below."""
    return _cut(signed(z.reshape(-1, 4).repeat(7, 0).repeat(7, 1), FULL, ""))


def _cut(column: Pixels) -> list[Pixels]:
    return [Pixels(rgba, "", column.tone) for rgba in column.rgba.reshape(-1, SIDE, SIDE, 4)]


def _strip(images: list[Pixels], here: int, says: str) -> Pixels:
    return image_grid(
        images, len(images), f"{says}, every {EVERY} steps; framed is step {EVERY * here}", marked=here
    )


def _values(shape: Shape) -> int:
    side, channels = shape
    return side * side * channels


def _fold(ratio: float) -> str:
    if ratio == 1:
        return "as large"
    return f"{ratio:.3g}-fold smaller" if ratio > 1 else f"{1 / ratio:.3g}-fold larger"


def _stacks(image: Shape, latent: Shape) -> tuple[Stack, Stack, Stack, Stack]:
    """Return an image on the left, a latent on the left, one in the middle, an image on the right, to scale."""
    side = SHEET * latent[0] / image[0]
    left, right = (Stack(PLACES[i], MIDDLE, SHEET, COLOURS) for i in (0, 2))
    noise, code = (Stack(PLACES[i], MIDDLE, side, latent[1]) for i in (0, 1))
    return left, noise, code, right


@lru_cache(maxsize=64)
def _compression(image: Shape, latent: Shape) -> Drawing:
    left, _, code, right = _stacks(image, latent)
    return drawing(
        WIDTH,
        HEIGHT,
        band(left, code, "encoder"),
        band(code, right, "decoder"),
        _picture(left),
        sheets(code, "a"),
        _picture(right),
        _names(left, "image", image),
        _names(code, "latent", latent, "a"),
        _names(right, "image", image),
        says=f"an image of {_told(image)} is encoded to a latent of {_told(latent)} and decoded to an image again",
    )


@lru_cache(maxsize=64)
def _generation(image: Shape, latent: Shape) -> Drawing:
    _, noise, code, right = _stacks(image, latent)
    return drawing(
        WIDTH,
        HEIGHT,
        band(noise, code, "denoiser, many steps", steps=5),
        band(code, right, "decoder"),
        sheets(noise, "a"),
        _speckles(noise),
        sheets(code, "a"),
        _picture(right),
        _names(noise, "latent noise", latent, "a"),
        _names(code, "latent", latent, "a"),
        _names(right, "new image", image),
        says=f"noise of {_told(latent)} is denoised in many steps and only then decoded to an image of {_told(image)}",
    )


def _told(shape: Shape) -> str:
    side, channels = shape
    return f"{side} × {side} × {channels}"


def _names(stack: Stack, name: str, shape: Shape, series: str = "") -> str:
    x = stack.x
    lines = (label(name, x, FOOT, series, "middle"), _note(_told(shape), x, FOOT + 17))
    return "".join((*lines, _note(f"{_values(shape):,}", x, FOOT + 33)))


def _note(text: str, x: float, y: float) -> str:
    return tag("text", text, class_="tick", x=x, y=y, text_anchor="middle")


@cache
def _picture(stack: Stack) -> str:
    """Return an image: a sun over hills on the sheet in front."""
    left, top = stack.corner
    line = "L".join(f"{left + stack.side * x:.1f} {top + stack.side * y:.1f}" for x, y in HILLS)
    hills = tag("path", class_="shade fill-muted", opacity=".4", d=f"M{line}z")
    where = {"cx": left + 0.7 * stack.side, "cy": top + 0.26 * stack.side, "r": stack.side / 11}
    return sheets(stack, "muted") + hills + tag("circle", class_="shade fill-muted", opacity=".4", **where)


def _speckles(stack: Stack) -> str:
    """Return noise on the sheet in front."""
    left, top = stack.corner
    place = f"translate({left:.1f} {top:.1f}) scale({stack.side / 12:.3f})"
    return tag("path", class_="shade fill-a", opacity=".55", d=_cells(), transform=place)


@cache
def _cells() -> str:
    """Return half of 12 by 12 unit squares, by chance."""
    lit = np.argwhere(np.random.default_rng(0).random((12, 12)) < 0.5).tolist()
    return "".join(f"M{x} {y}h1v1h-1z" for y, x in lit)


DEMO = Demo(
    compute,
    describe,
    weights={"ld": "latent-diffusion"},
    metrics={
        "Recognised by a classifier, of 2,000 samples with guidance 0.25": "latent-diffusion:asked.confident",
        "of 2,000 decodes of noise": "latent-diffusion:prior.confident",
        "of 2,000 handwritten digits": "latent-diffusion:real.confident",
        "Fréchet distance of those samples to the test set": "latent-diffusion:asked.frechet",
        "of the decodes of noise": "latent-diffusion:prior.frechet",
    },
    run=run,
    starts="Sample",
    atlas=Atlas("step"),
    controls={
        "size": Choice("Image size, pixels", tuple(map(str, SIZES)), start=2),
        "factor": Choice("Down-sampling", tuple(map(str, FACTORS)), start=3),
        "channels": Slider("Latent channels", 1, 16, start=4),
        "digit": Choice("Ask for", (*map(str, range(CLASSES)), "any"), start=4),
        "guidance": Choice("Guidance", tuple(f"{w:g}" for w in GUIDANCES), start=1),
        "seed": Seed("Noise number", "New noise", start=1),
        "step": Slider(f"Step, of {STEPS}", 0, STEPS, start=STEPS),
    },
    views={
        "compression": View("Compression, learned first", "half"),
        "generation": View("Generation, from latent noise", "half"),
        "samples": View("Eight samples, decoded at this step", "half"),
        "noise": View("Without diffusion: the same noise, decoded at once", "half"),
        "codes": View(f"The first sample from step 0 to step {STEPS}: its 16 latent numbers", "full"),
        "decoded": View("The same, decoded", "full"),
        "expected": View("What the denoiser expects at the end, decoded", "full"),
        "fold": View("The latent is"),
        "at": View("Step"),
        "left": View("Noise left in the latent, %"),
        "recognised": View("Samples recognised, %"),
        "unrecognised": View("Decoded noise recognised, %"),
        "frechet": View("Samples' Fréchet distance"),
        "rival": View("Decoded noise's"),
    },
    main="step",
    stage=("samples", "decoded"),
    bar=("step", "digit", RUN),
    line="Step {at}: {left} % of the noise is left; a classifier recognises {recognised} %.",
)
