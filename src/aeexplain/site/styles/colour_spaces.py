"""Colours between the spaces of CSS: the conversions of CSS Color 4, from each space to linear sRGB and back."""

import math
from collections.abc import Callable, Mapping, Sequence

type Triple = tuple[float, float, float]
type Matrix = tuple[Triple, Triple, Triple]

XYZ_OF_SRGB: Matrix = (
    (506752 / 1228815, 87881 / 245763, 12673 / 70218),
    (87098 / 409605, 175762 / 245763, 12673 / 175545),
    (7918 / 409605, 87881 / 737289, 1001167 / 1053270),
)
XYZ_OF_P3: Matrix = (
    (608311 / 1250200, 189793 / 714400, 198249 / 1000160),
    (35783 / 156275, 247089 / 357200, 198249 / 2500400),
    (0, 32229 / 714400, 5220557 / 5000800),
)
LMS_OF_XYZ: Matrix = (
    (0.8190224379967030, 0.3619062600528904, -0.1288737815209879),
    (0.0329836539323885, 0.9292868615863434, 0.0361446663506424),
    (0.0481771893596242, 0.2642395317527308, 0.6335478284694309),
)
OKLAB_OF_LMS: Matrix = (
    (0.2104542683093140, 0.7936177747023054, -0.0040720430116193),
    (1.9779985324311684, -2.4285922420485799, 0.4505937096174110),
    (0.0259040424655478, 0.7827717124575296, -0.8086757549230774),
)
D50_OF_D65: Matrix = (
    (1.0479297925449969, 0.0229468706016096, -0.0501922662892052),
    (0.0296278087606087, 0.9904344267538799, -0.0170737990634188),
    (-0.0092430406462045, 0.0150551914496981, 0.7518742814281371),
)
WHITE_D50 = (0.3457 / 0.3585, 1.0, (1 - 0.3457 - 0.3585) / 0.3585)
EPSILON, KAPPA = 216 / 24389, 24389 / 27


def product(matrix: Matrix, vector: Sequence[float]) -> Triple:
    """Return a matrix times a vector."""
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def inverse(matrix: Matrix) -> Matrix:
    """Return the inverse of a matrix, by its adjugate."""
    (a, b, c), (d, e, f), (g, h, i) = matrix
    whole = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    rows = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    one, two, three = ((x / whole, y / whole, z / whole) for x, y, z in rows)
    return one, two, three


SRGB_OF_XYZ, P3_OF_XYZ = inverse(XYZ_OF_SRGB), inverse(XYZ_OF_P3)
XYZ_OF_LMS, LMS_OF_OKLAB, D65_OF_D50 = inverse(LMS_OF_XYZ), inverse(OKLAB_OF_LMS), inverse(D50_OF_D65)


def linear(values: Sequence[float]) -> Triple:
    """Return what sRGB's curve makes of light: its numbers without the curve."""
    r, g, b = (
        math.copysign(abs(v) / 12.92 if abs(v) <= 0.04045 else ((abs(v) + 0.055) / 1.055) ** 2.4, v)
        for v in values
    )
    return r, g, b


def curved(values: Sequence[float]) -> Triple:
    """Return linear numbers with sRGB's curve."""
    r, g, b = (
        math.copysign(abs(v) * 12.92 if abs(v) <= 0.0031308 else 1.055 * abs(v) ** (1 / 2.4) - 0.055, v)
        for v in values
    )
    return r, g, b


def _xyz_of_oklab(values: Triple) -> Triple:
    lms = product(LMS_OF_OKLAB, values)
    return product(XYZ_OF_LMS, [v**3 for v in lms])


def _oklab_of_xyz(values: Triple) -> Triple:
    return product(OKLAB_OF_LMS, [math.cbrt(v) for v in product(LMS_OF_XYZ, values)])


def _xyz_of_lab(values: Triple) -> Triple:
    light, a, b = values
    y = (light + 16) / 116
    x, z = a / 500 + y, y - b / 200
    parts = [v**3 if v**3 > EPSILON else (116 * v - 16) / KAPPA for v in (x, y, z)]
    return product(D65_OF_D50, [part * white for part, white in zip(parts, WHITE_D50, strict=True)])


def _lab_of_xyz(values: Triple) -> Triple:
    parts = [v / white for v, white in zip(product(D50_OF_D65, values), WHITE_D50, strict=True)]
    x, y, z = (math.cbrt(v) if v > EPSILON else (KAPPA * v + 16) / 116 for v in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def from_polar(values: Triple) -> Triple:
    """Return lightness and two axes of lightness, chroma and hue."""
    light, chroma, hue = values
    return light, chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))


def to_polar(values: Triple) -> Triple:
    """Return lightness, chroma and hue of lightness and two axes."""
    light, a, b = values
    return light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def srgb_of_hsl(values: Triple) -> Triple:
    """Return sRGB of hue in degrees, saturation and lightness, of which 1 is all."""
    hue, saturation, light = values
    reach = saturation * min(light, 1 - light)

    def part(n: int) -> float:
        k = (n + hue / 30) % 12
        return light - reach * max(-1.0, min(k - 3, 9 - k, 1.0))

    return part(0), part(8), part(4)


def hsl_of_srgb(values: Triple) -> Triple:
    """Return hue in degrees, saturation and lightness of sRGB."""
    most, least = max(values), min(values)
    light, range_ = (most + least) / 2, most - least
    if not range_:
        return 0.0, 0.0, light
    r, g, b = values
    sixth = {0: (g - b) / range_, 1: (b - r) / range_ + 2, 2: (r - g) / range_ + 4}[values.index(most)]
    return sixth * 60 % 360, range_ / (1 - abs(2 * light - 1)) if 0 < light < 1 else 0.0, light


def srgb_of_hwb(values: Triple) -> Triple:
    """Return sRGB of hue in degrees, whiteness and blackness."""
    hue, white, black = values
    if white + black >= 1:
        grey = white / (white + black)
        return grey, grey, grey
    r, g, b = (v * (1 - white - black) + white for v in srgb_of_hsl((hue, 1, 0.5)))
    return r, g, b


def hwb_of_srgb(values: Triple) -> Triple:
    """Return hue in degrees, whiteness and blackness of sRGB."""
    return hsl_of_srgb(values)[0], min(values), 1 - max(values)


def _xyz(values: Triple) -> Triple:
    return product(XYZ_OF_SRGB, linear(values))


def _srgb(values: Triple) -> Triple:
    return curved(product(SRGB_OF_XYZ, values))


type Way = Callable[[Triple], Triple]

# How each space leads to XYZ under daylight (D65), and back.
SPACES: Mapping[str, tuple[Way, Way]] = {
    "srgb": (_xyz, _srgb),
    "srgb-linear": (lambda v: product(XYZ_OF_SRGB, v), lambda v: product(SRGB_OF_XYZ, v)),
    "display-p3": (lambda v: product(XYZ_OF_P3, linear(v)), lambda v: curved(product(P3_OF_XYZ, v))),
    "xyz": (lambda v: v, lambda v: v),
    "xyz-d65": (lambda v: v, lambda v: v),
    "xyz-d50": (lambda v: product(D65_OF_D50, v), lambda v: product(D50_OF_D65, v)),
    "oklab": (_xyz_of_oklab, _oklab_of_xyz),
    "oklch": (lambda v: _xyz_of_oklab(from_polar(v)), lambda v: to_polar(_oklab_of_xyz(v))),
    "lab": (_xyz_of_lab, _lab_of_xyz),
    "lch": (lambda v: _xyz_of_lab(from_polar(v)), lambda v: to_polar(_lab_of_xyz(v))),
    "hsl": (lambda v: _xyz(srgb_of_hsl(v)), lambda v: hsl_of_srgb(_srgb(v))),
    "hwb": (lambda v: _xyz(srgb_of_hwb(v)), lambda v: hwb_of_srgb(_srgb(v))),
}
# Which of a space's numbers is a hue, and goes round.
HUES = {"oklch": 2, "lch": 2, "hsl": 0, "hwb": 0}


def converted(values: Triple, space: str, other: str) -> Triple:
    """Return a colour of a space in another."""
    return values if space == other else SPACES[other][1](SPACES[space][0](values))
