"""Models and layers as plain JSON values and back: {"kind": "dense", "inputs": 784, "outputs": 128}."""

from dataclasses import fields
from typing import Any, cast, get_args, get_origin, get_type_hints

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.nn.kinds import LAYERS, MODELS
from aeexplain.nn.layers.layer import Layer
from aeexplain.nn.models.model import Model

DEEPEST = 30  # names in the path to a layer
NAMES = {cls: kind for kind, cls in (LAYERS | MODELS).items()}


def to_spec(thing: Layer | Model) -> dict[str, Any]:
    """Return the architecture as a JSON value: its kind and its settings, without parameters."""
    settings = {name: _to_json(getattr(thing, name)) for name in _settings(type(thing))}
    return {"kind": NAMES[type(thing)], **settings}


def model_from(spec: object, where: str) -> Model:
    """Return the model of a spec, not yet bound; ExplainError at `where` for anything that is not exactly one."""
    return cast(Model, _build(spec, MODELS, where))


def layer_from(spec: object, where: str) -> Layer:
    """Return the layer of a spec; ExplainError at `where` for anything that is not exactly one."""
    return cast(Layer, _build(spec, LAYERS, where))


def _settings(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {f.name: hints[f.name] for f in fields(cls) if f.name != "params"}


def _to_json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_to_json(item) for item in value]
    return to_spec(value) if type(value) in NAMES else value


def _build(spec: object, kinds: dict[str, Any], where: str) -> object:
    if where.count(".") > DEEPEST:
        raise ExplainError(where[:120], "is nested too deeply")
    if not isinstance(spec, dict):
        raise ExplainError(where, f"wants an object with a kind, not {_short(spec)}")
    kind = spec.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise ExplainError(where, f"has no kind named {_short(kind)}", did_you_mean(_short(kind), kinds))
    wanted = _settings(kinds[kind])
    for key in sorted(spec.keys() - wanted.keys() - {"kind"}):
        raise ExplainError(
            where, f"has an unknown setting {_short(key)} for {kind!r}", did_you_mean(key[:40], wanted)
        )
    for key in sorted(wanted.keys() - spec.keys()):
        raise ExplainError(where, f"lacks the setting {key!r} of {kind!r}")
    settings = {key: _from_json(spec[key], hint, f"{where}.{key}") for key, hint in wanted.items()}
    try:
        return kinds[kind](**settings)
    except ValueError as error:
        raise ExplainError(where, str(error)) from None


def _from_json(value: Any, hint: Any, where: str) -> Any:
    if hint is Layer:
        return layer_from(value, where)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise ExplainError(where, f"wants a list, not {_short(value)}")
        return tuple(_from_json(item, get_args(hint)[0], f"{where}.{i}") for i, item in enumerate(value))
    if type(value) is not hint and not (hint is float and type(value) is int):
        raise ExplainError(where, f"wants {hint.__name__}, not {_short(value)}")
    return value


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
