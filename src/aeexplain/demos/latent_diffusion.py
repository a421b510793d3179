"""Latent diffusion: a denoiser draws in the small space of an autoencoder's codes (Rombach et al. 2022).

16 numbers of noise, 20 steps of a denoiser that is asked for a class, a decoder. The same noise decoded at once, small beside
each sample, is the honest baseline.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.demo import Atlas, Check, Choice, Demo, Readout, Seed, Slider, View, readout
from aeexplain.draw import Pixels, image_grid, ink, inks, reached, signed
from aeexplain.nn.noise_schedule import angles, expected_ends

GUIDANCES = (0.0, 0.25, 0.5, 1.0, 2.0)
CLASSES = 10  # and the number that asks for any
STEPS, SAMPLES, UNITS, SIDE = 20, 8, 16, 28
EVERY = 2  # steps from one picture of the way to the next
FULL = 2.5  # the latent number that gets the full colour
# Of a sheet of four samples, in pixels: how large each pixel of a sample is beside those of its noise, and what is between.
LARGE, BESIDE, BETWEEN, EDGE = 3, 4, 6, 1
BIG = LARGE * SIDE
CELL_WIDTH, CELL_HEIGHT = BIG + BESIDE + SIDE + BETWEEN, BIG + BESIDE


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
    noise: Array  # (8, 784): the noise of each, decoded at once
    codes: list[Pixels]  # every second step of the first one's way: 16 numbers,
    decoded: list[Pixels]  # what they decode to,
    expected: list[Pixels]  # and what the denoiser expects at the end


def compute(ld, digit, guidance, seed, step):
    strength = GUIDANCES[guidance] if digit < CLASSES else 0.0  # towards any class there is nothing to lead
    sampling = _sampled(Same(ld), digit, strength, seed)
    phi = 0.5 * math.pi * (1 - step / STEPS)
    now = ld.models["vae"].decode(sampling.path[step])  # (8, 784)
    asked = "any digit" if digit == CLASSES else f"the digit {digit}"
    told = f"of {SAMPLES} samples asked for {asked}, decoded at step {step} of {STEPS}"
    beside = f"and small, noise {seed} of each decoded at once"
    held_out, prior = _held_out(ld.metrics, digit, GUIDANCES[guidance]), ld.metrics["prior"]
    half = SAMPLES // 2
    return {
        "samples": _sheet(now[:half], sampling.noise[:half], f"four {told}, {beside}"),
        "others": _sheet(now[half:], sampling.noise[half:], f"the other four {told}, {beside}"),
        "decoded": _strip(sampling.decoded, f"what the first sample decodes to, asked for {asked}"),
        "codes": _strip(sampling.codes, "16 numbers of the first sample"),
        "expected": _strip(sampling.expected, f"what the denoiser expects at the end, asked for {asked}"),
        "at": Readout(step, str(step)),
        "left": readout(100 * math.sin(phi) ** 2, ".0f"),
        "recognised": readout(100 * held_out["confident"], ".1f"),
        "unrecognised": readout(100 * prior["confident"], ".1f"),
        "frechet": readout(held_out["frechet"], ".1f"),
        "rival": readout(prior["frechet"], ".1f"),
        "path": sampling.path,
        "pixels": now,
    }


def describe(digit, guidance, seed, at, left):
    return f"Step {at} of {STEPS} from noise {seed}, {left}% of which is left, asked for {digit} with guidance {guidance}."


def whole_turn(step, left):
    """Compare the share of noise, and of data at the angle of this step, to all of the variance."""
    come = 100 * math.cos(angles(STEPS)[step]) ** 2
    return left + come, "==", 100


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
    x_hat = vae.decode(np.concatenate([path[::EVERY, 0], ends[::EVERY, 0], noise]))  # (11 + 11 + 8, 784)
    codes = _codes(path[::EVERY, 0])
    count = len(codes)
    pictures = _pictures(x_hat[: 2 * count])
    return Sampling(path, x_hat[2 * count :], codes, pictures[:count], pictures[count:])


def _sheet(samples: Array, noise: Array, says: str) -> Pixels:
    """Return four samples (4, 784), two in a row, and beside each, small and in the rival's ink, its noise decoded (4, 784)."""
    width, height = 2 * CELL_WIDTH - BETWEEN + 2 * EDGE, 2 * CELL_HEIGHT - BESIDE + 2 * EDGE
    sheet = np.zeros((height, width, 4), np.uint8)
    large = ink(samples.reshape(-1, SIDE), "", "a").rgba.repeat(LARGE, 0).repeat(LARGE, 1)  # (4 × 84, 84, 4)
    small = ink(noise.reshape(-1, SIDE), "", "b").rgba  # (4 × 28, 28, 4)
    for i in range(len(samples)):
        top, left = EDGE + i // 2 * CELL_HEIGHT, EDGE + i % 2 * CELL_WIDTH
        sheet[top : top + BIG, left : left + BIG] = large[i * BIG : (i + 1) * BIG]
        under, beside = top + BIG - SIDE, left + BIG + BESIDE
        sheet[under : under + SIDE, beside : beside + SIDE] = small[i * SIDE : (i + 1) * SIDE]
    return Pixels(sheet, says, "ink")


def _options(ld: Any) -> list[Pixels]:
    """Return a digit of each class, and for any the average of all ten."""
    digits = ld.samples["digits"]  # (10, 784), in their order
    return inks(np.vstack((digits, 1.5 * digits.mean(0))), "the digit")


def _pictures(x: Array) -> list[Pixels]:
    """Return images (n, 784) one by one."""
    return _cut(ink(x.reshape(-1, SIDE), "", "a"))


def _codes(z: Array) -> list[Pixels]:
    """Return codes (n, 16) as squares of 7 pixels, four in a row: warm above zero, cool below."""
    return _cut(signed(z.reshape(-1, 4).repeat(7, 0).repeat(7, 1), FULL, ""))


def _cut(column: Pixels) -> list[Pixels]:
    return [Pixels(rgba, "", column.tone) for rgba in column.rgba.reshape(-1, SIDE, SIDE, 4)]


def _strip(images: list[Pixels], says: str) -> Pixels:
    """Return the pictures of every second step in a row, told which step stands where."""
    gap = 2
    strip = image_grid(images, len(images), f"{says}, every {EVERY} steps", gap)
    pixel = EVERY / (SIDE + gap)  # steps
    left = -pixel * (gap + SIDE / 2)
    return reached(strip, x=(left, left + pixel * strip.rgba.shape[1]), y=(0, 1))


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
    atlas=Atlas("step", tuple(range(0, STEPS + 1, EVERY))),
    controls={
        "step": Slider(
            "Step",
            0,
            STEPS,
            start=STEPS,
            plays=True,
            on=("decoded", "codes", "expected"),
            grip="ring",
            cell=EVERY,
        ),
        "digit": Choice("Ask for", (*map(str, range(CLASSES)), "any"), start=4),
        "guidance": Choice("Guidance", tuple(f"{w:g}" for w in GUIDANCES), start=1),
        "seed": Seed("Noise number", "New noise", start=1),
    },
    views={
        "samples": View("Four samples; small: their noise, decoded"),
        "others": View("Four more from other noise"),
        "decoded": View("The first one’s way out of noise", "full"),
        "codes": View("The first one’s 16 latent numbers", "full"),
        "expected": View("What the denoiser expects at the end, decoded", "full"),
        "at": View("Step"),
        "left": View("Noise left in the latent, %"),
        "recognised": View("Samples recognised, %"),
        "unrecognised": View("Decoded noise recognised, %"),
        "frechet": View("Samples’ Fréchet distance"),
        "rival": View("Decoded noise’s"),
    },
    main="step",
    stage=("samples", "others", "decoded"),
    bar=("step", "digit"),
    line=f"Step {{at}} of {STEPS}: {{left}}% of the latent’s variance is still noise.",
    thumbnails={"digit": _options},
    checks=(
        Check(
            "Every way begins with the noise of that number",
            lambda seed, path: (
                path[0],
                "==",
                np.random.default_rng(seed).standard_normal(path[0].shape, np.float32),
            ),
        ),
        Check(
            "The samples are decoded from the codes of this step",
            lambda ld, step, path, pixels: (ld.models["vae"].decode(path[step]), "==", pixels),
            within=1e-5,
        ),
        Check("What is left of the noise and what has come make 100%", whole_turn),
        Check("Every pixel lies between 0 and 1", lambda pixels: (np.abs(pixels - 0.5), "<=", 0.5)),
    ),
)
