"""Self-attention with several heads (Vaswani et al. 2017)."""

from dataclasses import dataclass

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Back, Params, Shapes, add_prefix, split_by_prefix


@dataclass(frozen=True)
class Attention:
    """Every token takes up what the tokens of its set tell: (..., tokens, units) → the same, tokens being any number.

    "into" makes a query, a key and a value of every token, "out" mixes what the heads have gathered.
    """

    units: int
    heads: int

    def __post_init__(self) -> None:
        if min(self.units, self.heads) < 1 or self.units % self.heads:
            raise ValueError(f"{self.units} units cannot be shared out among {self.heads} heads")

    def shapes(self) -> Shapes:
        """Return the shapes of both dense layers' parameters."""
        return add_prefix("into", self._into.shapes()) | add_prefix("out", self._out.shapes())

    def init(self, rng: np.random.Generator) -> Params:
        """Return fresh parameters, those of "into" drawn first."""
        return add_prefix("into", self._into.init(rng)) | add_prefix("out", self._out.init(rng))

    def forward(self, p: Params, x: Array) -> Array:
        """Return the heads' gatherings, mixed."""
        own = split_by_prefix(p)
        q, k, v = self._apart(self._into.forward(own["into"], x))
        return self._out.forward(own["out"], self._together(self._weights(q, k) @ v))

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; for a = softmax(s), s = q kᵀ / √d, y = a v: da = dy vᵀ, ds = a (da - Σ da a), dq = ds k / √d."""
        own = split_by_prefix(p)
        qkv, back_into = self._into.vjp(own["into"], x)
        q, k, v = self._apart(qkv)
        a = self._weights(q, k)  # (..., heads, tokens, tokens)
        y, back_out = self._out.vjp(own["out"], self._together(a @ v))

        def back(dy: Array) -> tuple[Array, Params]:
            gathered, out = back_out(dy)
            d = self._heads(gathered)  # (..., heads, tokens, units / heads)
            da = d @ v.swapaxes(-1, -2)
            ds = a * (da - (da * a).sum(-1, keepdims=True)) * self._scale
            thirds = ds @ k, ds.swapaxes(-1, -2) @ q, a.swapaxes(-1, -2) @ d  # those of q, k, v
            dx, into = back_into(np.concatenate([self._together(third) for third in thirds], -1))
            return dx, add_prefix("into", into) | add_prefix("out", out)

        return y, back

    @property
    def _into(self) -> Dense:
        return Dense(self.units, 3 * self.units)

    @property
    def _out(self) -> Dense:
        return Dense(self.units, self.units)

    @property
    def _scale(self) -> float:
        return float((self.units / self.heads) ** -0.5)

    def _weights(self, q: Array, k: Array) -> Array:
        """Return how much each token heeds each other: rows that sum to 1, (..., heads, tokens, tokens)."""
        s = (q @ k.swapaxes(-1, -2)) * self._scale
        e: Array = np.exp(s - s.max(-1, keepdims=True, initial=-np.inf))
        shares: Array = e / e.sum(-1, keepdims=True)
        return shares

    def _apart(self, qkv: Array) -> tuple[Array, Array, Array]:
        """Return queries, keys and values, each for every head."""
        q, k, v = (self._heads(third) for third in np.split(qkv, 3, -1))
        return q, k, v

    def _heads(self, x: Array) -> Array:
        """Share every token's numbers out: (..., tokens, units) → (..., heads, tokens, units / heads)."""
        return x.reshape(*x.shape[:-1], self.heads, self.units // self.heads).swapaxes(-2, -3)

    def _together(self, x: Array) -> Array:
        """Return what `_heads` was given."""
        y = x.swapaxes(-2, -3)  # (..., tokens, heads, units / heads)
        return y.reshape(*y.shape[:-2], self.units)
