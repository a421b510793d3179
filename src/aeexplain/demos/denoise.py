"""Add noise to a digit and take it out again: by a trained denoiser, and by the best blur that there is for that noise.

Both are told the noise's standard deviation σ. The network was trained on clean digits with noise added (Vincent et al. 2008);
the blur's width is, for every σ, the one that was best on training digits.
"""

import numpy as np
from numpy.typing import NDArray

from aeexplain.demo import Check, Choice, Demo, Pad, Seed, Slider, View, readout
from aeexplain.draw import Drawing, Plane, axes, bars, drawing, ink, inks, label, line, points, rule
from aeexplain.nn.models.gaussian_blur import psnr

SIDE = 28
ROW = 14  # of pixels, the one that is looked at closely
STRONGEST = 0.8  # the largest σ of the slider
ENLARGED, HAIRLINE = (
    4,
    0.25,
)  # how much larger the noisy picture is than the clean one in its corner; the ink of that one's frame
RANGE = (4, 36)  # dB, of the curve
COLOURS = {"noisy": "muted", "net": "a", "blur": "b"}
NAMES = {"noisy": "noisy", "net": "network", "blur": "best blur"}
KEY = (
    ("bars: clean", 42, "muted"),
    ("dots: noisy", 130, "muted"),
    ("network", 222, "a"),
    ("best blur", 292, "b"),
)


def compute(ae, sigma, digit, pad, noise):
    x = ae.samples["digits"][digit] if pad is None else pad  # (784,) in [0, 1]
    name = f"the digit {ae.samples['labels'][digit]}" if pad is None else "your digit"
    epsilon = np.random.default_rng(noise).standard_normal(x.size, np.float32)  # (784,)
    noisy = x + np.float32(sigma) * epsilon
    blur = ae.models["blur"]
    pictures = {
        "noisy": noisy,
        "net": ae.models["net"].denoise(noisy, sigma),
        "blur": blur.denoise(noisy, sigma),
    }
    shown = {key: np.clip(picture, 0, 1) for key, picture in pictures.items()}
    quality = {key: float(psnr(((picture - x) ** 2).mean())) for key, picture in shown.items()}  # dB
    width = blur.best_width(sigma)
    return {
        "clean": lambda: ink(_square(x), f"{name}, without noise"),
        "noisy": ink(
            _with_inset(_square(noisy), _square(x)),
            f"{name} in noise of standard deviation {sigma:.2f}, {quality['noisy']:.1f} dB; small, without noise",
        ),
        "output": ink(
            _square(shown["net"]), f"{name} as the network denoises it, {quality['net']:.1f} dB", "a"
        ),
        "blurred": ink(
            _square(shown["blur"]),
            f"the noisy digit blurred by {width:.2f} pixels, {quality['blur']:.1f} dB",
            "b",
        ),
        "row": lambda: _row(x, pictures),
        "curve": lambda: _curve(ae.metrics, sigma, quality),
        "before": readout(quality["noisy"], ".1f"),
        "after": readout(quality["net"], ".1f"),
        "rival": readout(quality["blur"], ".1f"),
        "gain": readout(quality["net"] - quality["blur"], "+.1f"),
        "width": readout(width, ".2f"),
        "x": x,
        "noise_added": noisy - x,
        "net_x_hat": shown["net"],
        "blur_x_hat": pictures["blur"],
    }


def noise_is_as_told(sigma, noise_added):
    """Compare the standard deviation of what was added to σ, as a ratio: 784 draws say it within a tenth or so."""
    return (np.std(noise_added) / sigma, "==", 1) if sigma else None


def blur_is_a_mean(x, noise_added, blur_x_hat):
    """Compare the blurred picture to the darkest pixel of the noisy one, around which all is 0."""
    return blur_x_hat, "<=", max(float((x + noise_added).max()), 0)


def decibels_are_of_error(x, net_x_hat, after):
    """Compare the network's decibels to its picture's mean squared error."""
    return after, "==", -10 * np.log10(np.mean((net_x_hat - x) ** 2))


def describe(sigma, digit, pad, noise, before, after, rival):
    subject = f"Digit {digit}" if pad == "nothing drawn" else "Your digit"
    return (
        f"{subject} in noise of σ = {sigma}, drawn with seed {noise}: {before} dB as it is, "
        f"{after} dB denoised by the network, {rival} dB by the best blur."
    )


def _square(x: NDArray[np.floating]) -> NDArray[np.floating]:
    return x.reshape(SIDE, SIDE)


def _with_inset(picture: NDArray[np.floating], small: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return a picture (28, 28) at four times its size, (112, 112), with a small one in its lower right corner, framed."""
    large = np.repeat(np.repeat(np.clip(picture, 0, 1), ENLARGED, 0), ENLARGED, 1)
    for inset, strength in ((5, 0.0), (3, HAIRLINE), (2, 0.0)):
        large[-SIDE - inset :, -SIDE - inset :] = strength
    large[-SIDE - 1 : -1, -SIDE - 1 : -1] = small
    return large


def _row(x: NDArray[np.floating], pictures: dict[str, NDArray[np.floating]]) -> Drawing:
    """Return one row of pixels: the clean ink as bars, the noisy one as points, what both denoisers make of it as lines."""
    plane = Plane.over(400, 250, (-0.5, SIDE - 0.5), (-0.7, 1.7), margins=(52, 8, 38, 42))
    places, cut = np.arange(SIDE), slice(ROW * SIDE, (ROW + 1) * SIDE)
    # Each is (28,).
    clean, noisy, net, blur = (picture[cut] for picture in (x, *(pictures[key] for key in COLOURS)))
    off, off_blur = np.abs(net - clean).mean(), np.abs(blur - clean).mean()
    return drawing(
        plane.width,
        plane.height,
        axes(plane, "pixel of the row", "ink", about=(5, 4)),
        bars(plane, clean, np.zeros(SIDE, bool)),
        points(plane, places, np.clip(noisy, *plane.y.domain), COLOURS["noisy"]),
        line(plane, places, blur, COLOURS["blur"]),
        line(plane, places, net, COLOURS["net"]),
        *(label(text, x, 17, series) for text, x, series in KEY),
        says=f"row {ROW} of pixels: the network is off the clean ink by {off:.2f} on average, the blur by {off_blur:.2f}",
    )


def _curve(held_out, sigma: float, quality: dict[str, float]) -> Drawing:
    """Return PSNR against σ: lines for the test set's digits, points for the one at hand."""
    plane = Plane.over(400, 250, (0, STRONGEST), RANGE, margins=(28, 78, 38, 30))
    curves = {key: held_out["psnr"][key] for key in COLOURS}  # dB
    return drawing(
        plane.width,
        plane.height,
        axes(plane, "noise, σ", "PSNR in dB: higher is better", about=(4, 4)),
        rule(plane, x=sigma),
        *(line(plane, held_out["sigmas"], curves[key], series) for key, series in COLOURS.items()),
        *(
            points(plane, [sigma], [min(quality[key], RANGE[1])], series, "large")
            for key, series in COLOURS.items()
        ),
        *(_name(plane, key, curves[key][-1]) for key in COLOURS),
        says=f"at σ = {sigma:.2f} " + ", ".join(f"{NAMES[key]} {quality[key]:.1f} dB" for key in COLOURS),
    )


def _name(plane: Plane, key: str, end: float) -> str:
    x, y = plane.at(STRONGEST, end)
    return label(NAMES[key], x + 8, y + 4, COLOURS[key])


DEMO = Demo(
    compute,
    describe,
    weights={"ae": "denoise"},
    metrics={
        "PSNR of the network at σ = 0.5, 2,000 test digits, dB": "denoise:psnr.net.4",
        "of the best blur": "denoise:psnr.blur.4",
        "of the best linear denoiser, told σ too (Wiener)": "denoise:psnr.wiener.4",
    },
    controls={
        "sigma": Slider(r"Noise, $\sigma$", 0.05, STRONGEST, start=0.4, step=0.05, plays=True),
        "digit": Choice("Digit", tuple("0123456789"), start=3),
        "pad": Pad("Or draw one"),
        "noise": Seed("Noise number", "New noise", on="noisy"),
    },
    views={
        "clean": View("Original, $x$"),
        "noisy": View(r"Noisy, $\tilde x=x+\sigma\varepsilon$"),
        "output": View(r"Network, $\hat x$"),
        "blurred": View("Best blur"),
        "row": View(f"Row {ROW} of the pixels", "half"),
        "curve": View(r"At every $\sigma$: lines for the test set, points for this digit", "half"),
        "before": View("PSNR noisy, dB"),
        "after": View("Denoised, dB"),
        "rival": View("Best blur, dB"),
        "gain": View("Gain on the blur, dB"),
        "width": View("Blur’s width, pixels"),
    },
    main="sigma",
    stage=("noisy", "output", "blurred"),
    bar=("sigma", "digit", "pad"),
    line="Noisy {before} dB, network {after} dB, best blur {rival} dB: higher is better.",
    thumbnails={"digit": lambda ae: inks(ae.samples["digits"], "the digit")},
    checks=(
        Check("The noise is as strong as is told", noise_is_as_told, within=0.25),
        Check("Every pixel lies between 0 and 1", lambda net_x_hat: (np.abs(net_x_hat - 0.5), "<=", 0.5)),
        Check("A blur makes no pixel darker than the darkest one before", blur_is_a_mean),
        Check("Decibels are the squared error’s", decibels_are_of_error),
    ),
)
