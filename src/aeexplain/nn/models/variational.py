"""The variational autoencoder (Kingma and Welling 2014; Rezende, Mohamed and Wierstra 2014)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Layer, Params, Shapes, add_prefix, select_prefix
from aeexplain.nn.losses.kl import kl_divergence, kl_divergence_gradient
from aeexplain.nn.models.model import Model

type Nats = Callable[[Array, Array], tuple[float, Array]]  # (x_hat, x) → mean nats an example, gradient


@dataclass(frozen=True)
class Variational(Model):
    """x → q(z|x) = N(μ, diag σ²) → z = μ + σ ε → x_hat, the mean of p(x|z), with `units` numbers in z.

    The encoder's outputs are μ, then log σ²: 2 × units of them. Parameters are named "encoder.…" and "decoder.…".
    """

    encoder: Layer
    decoder: Layer
    units: int

    def __post_init__(self) -> None:
        if self.units < 1:
            raise ValueError(f"a code of {self.units} units is empty")

    def shapes(self) -> Shapes:
        """Return the shapes of both halves' parameters."""
        return add_prefix("encoder", self.encoder.shapes()) | add_prefix("decoder", self.decoder.shapes())

    def init(self, rng: np.random.Generator) -> Params:
        """Return fresh parameters, the encoder's drawn first."""
        return add_prefix("encoder", self.encoder.init(rng)) | add_prefix("decoder", self.decoder.init(rng))

    def posterior(self, x: Array) -> tuple[Array, Array]:
        """Return μ and log σ² of q(z|x), (..., units) each, for (..., inputs)."""
        both = self.encoder.forward(self._halves[0], x)  # (..., 2 × units)
        return both[..., : self.units], both[..., self.units :]

    def encode(self, x: Array) -> Array:
        """Return μ, the code without noise: (..., inputs) → (..., units)."""
        return self.posterior(x)[0]

    def sample(self, x: Array, eps: Array) -> Array:
        """Return z = μ + σ ε for standard normal ε, (..., units): the posterior's draw, reparameterised."""
        return reparameterised(*self.posterior(x), eps)

    def decode(self, z: Array) -> Array:
        """Return the mean of p(x|z): (..., units) → (..., inputs)."""
        return self.decoder.forward(self._halves[1], z)

    def kl(self, x: Array) -> Array:
        """Return KL(q(z|x) ‖ N(0, I)) of every unit in nats, (..., units); summed over units it is the example's rate."""
        return kl_divergence(*self.posterior(x))

    @cached_property
    def _halves(self) -> tuple[Params, Params]:
        return select_prefix("encoder", self.params), select_prefix("decoder", self.params)


@dataclass(frozen=True)
class Bound:
    """The two parts of the negative evidence lower bound, in nats an example: -ELBO = distortion + rate."""

    distortion: float  # E[-log p(x|z)]
    rate: float  # KL(q(z|x) ‖ p(z))

    def loss(self, beta: float = 1) -> float:
        """Return distortion + β rate (Higgins et al. 2017); at β = 1 the negative ELBO."""
        return self.distortion + beta * self.rate


def reparameterised(mu: Array, log_variance: Array, eps: Array) -> Array:
    """Return z = μ + σ ε, through which gradients pass to μ and σ."""
    z: Array = mu + np.exp(0.5 * log_variance) * eps
    return z


def bound(
    net: Variational, params: Params, x: Array, eps: Array, nats: Nats, beta: float = 1
) -> tuple[Bound, Params]:
    """Return the bound on a batch x (n, inputs), with one draw ε (n, units) an example, and the gradient of its loss at β.

    `nats` is the decoder's likelihood: `bernoulli`, or `gaussian` of some spread.
    """
    both, back_encoder = net.encoder.vjp(select_prefix("encoder", params), x)  # (n, 2 × units)
    mu, log_variance = both[:, : net.units], both[:, net.units :]
    z = reparameterised(mu, log_variance, eps)  # (n, units)
    x_hat, back_decoder = net.decoder.vjp(select_prefix("decoder", params), z)  # (n, inputs)
    distortion, dx_hat = nats(x_hat, x)
    rate = float(kl_divergence(mu, log_variance).sum() / len(x))

    dz, decoder = back_decoder(dx_hat)
    dmu, dlog_variance = kl_divergence_gradient(mu, log_variance)
    share = beta / len(x)
    dmu = dz + share * dmu  # ∂z/∂μ = 1
    dlog_variance = dz * 0.5 * (z - mu) + share * dlog_variance  # ∂z/∂log σ² = σ ε / 2
    _, encoder = back_encoder(np.concatenate([dmu, dlog_variance], 1))
    return Bound(distortion, rate), add_prefix("encoder", encoder) | add_prefix("decoder", decoder)
