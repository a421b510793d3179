"""Which unit of a code knows which factor: binned mutual information, and the gap that a disentangled code has."""

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.nn.metrics.ranks import ranks

BINS = 20


def information_shares(code: Array, factors: Array, bins: int = BINS) -> NDArray[np.float64]:
    """Return the share of each factor's entropy that each unit knows, (units, factors) in [0, 1].

    code is (n, units) and factors (n, factors), all continuous; every column is cut into `bins` of equal count, so that a
    factor's entropy is log(bins), and the mutual information is that of the joint histogram. It is a little above zero for
    a unit that knows nothing, by about bins² / 2n nats.
    """
    z, f = _binned(code, bins), _binned(factors, bins)
    shares = [[_information(a, b, bins) for b in f.T] for a in z.T]
    return np.array(shares, np.float64) / float(np.log(bins))


def mutual_information_gap(shares: NDArray[np.float64]) -> float:
    """Return the MIG: for each factor how much more the best unit knows than the second, a mean (Chen et al. 2018, eq. 6)."""
    second, best = np.sort(shares, 0)[-2:]
    return float((best - second).mean())


def _binned(values: Array, bins: int) -> NDArray[np.intp]:
    places = np.stack([ranks(column) for column in values.T], 1)  # (n, columns)
    return places * bins // len(values)


def _information(a: NDArray[np.intp], b: NDArray[np.intp], bins: int) -> float:
    """Return the mutual information in nats of two columns of bin numbers (n,)."""
    joint = np.bincount(a * bins + b, minlength=bins * bins).reshape(bins, bins) / len(a)
    apart = joint.sum(1, keepdims=True) * joint.sum(0)  # (bins, bins)
    filled = joint > 0
    return float((joint[filled] * np.log(joint[filled] / apart[filled])).sum())
