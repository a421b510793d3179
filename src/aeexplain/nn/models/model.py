"""What a weight file holds: an architecture together with its parameters."""

from dataclasses import dataclass, field, replace
from typing import Self

from aeexplain.nn.layers.layer import Params, Shapes


@dataclass(frozen=True)
class Model:
    """The base of all models: frozen dataclasses whose own fields are the architecture; `params` is empty until bound."""

    params: Params = field(default_factory=dict, kw_only=True, repr=False, compare=False)

    def shapes(self) -> Shapes:
        """Return the shape of every parameter by name."""
        raise NotImplementedError

    def bind(self, params: Params) -> Self:
        """Return the same architecture with these parameters; ValueError where their names or shapes are not its own."""
        shapes = self.shapes()
        if {name: value.shape for name, value in params.items()} != shapes:
            raise ValueError(
                f"{type(self).__name__} wants {shapes}, not { ({k: v.shape for k, v in params.items()}) }"
            )
        return replace(self, params=params)
