"""Weight files: JSON text with models, samples and metrics, and every rule by which one is refused.

    {"format": "aeexplain-weights/1", "recipe": "bottleneck", "fingerprint": "…", "seed": 0, "steps": 14040, "numpy": "2.4.3",
     "models": {"net": {"kind": "autoencoder", …}},
     "arrays": {"net.encoder.1.bias": {"dtype": "float16", "shape": [128], "data": "<base64>"}, …},
     "samples": {"digits": {"dtype": "unorm8", …}}, "metrics": {…}, "curve": [[140, 0.061], …]}

Bytes are little-endian. An "int8" array has a float32 scale for every column (place on its last axis); "unorm8" is an image,
0 to 255 for 0 to 1; "uint8" is for labels.
"""

import base64
import binascii
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.nn.models.model import Model
from aeexplain.nn.quantised_arrays import DTYPES, Packed
from aeexplain.nn.spec import model_from, to_spec

FORMAT = "aeexplain-weights/1"
LIMIT = 4_000_000  # characters of a weight file, checked before anything is decoded
DEEPEST = 8  # levels of the metrics
LARGEST_SCALE = np.finfo(np.float32).max / 128

type Metric = int | float | list[Metric] | dict[str, Metric]


@dataclass(frozen=True)
class Checkpoint:
    """What a weight file holds; `models` and `samples` are what figures work with, unpacked when first asked for."""

    recipe: str
    fingerprint: str
    seed: int
    steps: int
    numpy: str
    architectures: Mapping[str, Model]
    arrays: Mapping[str, Packed]
    packed_samples: Mapping[str, Packed]
    metrics: dict[str, Metric]
    curve: list[list[float]]

    @cached_property
    def models(self) -> dict[str, Any]:
        """The models by name, bound to their float32 parameters."""
        return {
            name: model.bind({key: self.arrays[f"{name}.{key}"].unpack() for key in model.shapes()})
            for name, model in self.architectures.items()
        }

    @property
    def model(self) -> Any:
        """The first of the models."""
        return next(iter(self.models.values()))

    @cached_property
    def samples(self) -> dict[str, NDArray[Any]]:
        """Held-out examples by name: images float32 in [0, 1], labels int64."""
        return {name: packed.unpack() for name, packed in self.packed_samples.items()}


def dumps(checkpoint: Checkpoint) -> str:
    """Return the weight file's text: the same text for the same checkpoint, an array a line, so that a diff can be read."""
    head = {key: getattr(checkpoint, key) for key in ("recipe", "fingerprint", "seed", "steps", "numpy")}
    lines = [f"{_json(key)}: {_json(value)}" for key, value in {"format": FORMAT, **head}.items()]
    lines += [
        _block("models", {name: to_spec(model) for name, model in checkpoint.architectures.items()}),
        _block("arrays", {name: _entry(packed) for name, packed in sorted(checkpoint.arrays.items())}),
        _block(
            "samples", {name: _entry(packed) for name, packed in sorted(checkpoint.packed_samples.items())}
        ),
        _block("metrics", dict(sorted(checkpoint.metrics.items()))),
        f'"curve": {_json(checkpoint.curve)}',
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def loads(text: str, where: str) -> Checkpoint:
    """Return the checkpoint of a weight file's text; ExplainError, naming `where` and the remedy, for anything not right."""
    try:
        return _checkpoint(_parse(text))
    except RecursionError:
        error = ExplainError("", "is nested too deeply")
    except ExplainError as refusal:
        error = refusal
    what = f"{error.where} {error.what}" if error.where else error.what
    remedy = f"run: python build.py train {PurePath(where).stem}"
    raise ExplainError(where, what, f"{error.hint}; {remedy}" if error.hint else remedy)


def metric_at(metrics: Mapping[str, Metric], path: str) -> float:
    """Return the number at a path of keys and places, such as "mse.net.8"; ExplainError where there is none."""
    value: object = metrics
    for key in path.split("."):
        if isinstance(value, Mapping) and key in value:
            value = value[key]
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            known = value if isinstance(value, Mapping) else ()
            raise ExplainError(
                f"metric {path!r}", f"is not measured: nothing at {key!r}", did_you_mean(key, known)
            )
    if not isinstance(value, int | float):
        raise ExplainError(f"metric {path!r}", "is not one number")
    return float(value)


def _block(key: str, entries: Mapping[str, Any]) -> str:
    return f"{_json(key)}: {{\n" + ",\n".join(f" {_json(k)}: {_json(v)}" for k, v in entries.items()) + "\n}"


def _entry(packed: Packed) -> dict[str, Any]:
    scale = {} if packed.scale is None else {"scale": _base64(packed.scale.astype("<f4"))}
    shape = list(packed.data.shape)
    return {
        "dtype": packed.dtype,
        "shape": shape,
        **scale,
        "data": _base64(packed.data.astype(DTYPES[packed.dtype])),
    }


def _base64(values: NDArray[Any]) -> str:
    return base64.b64encode(values.tobytes()).decode("ascii")


def _json(value: Any) -> str:
    return json.dumps(value, allow_nan=False)


def _refuse(where: str, what: str, hint: str = "") -> NoReturn:
    raise ExplainError(where, what, hint)


def _parse(text: str) -> Any:
    """Read strict JSON: no duplicate keys, no NaN, nothing oversize, no depth that the stack cannot take."""
    if len(text) > LIMIT:
        _refuse("", f"has {len(text):,} characters, more than the limit of {LIMIT:,}")
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=lambda name: _refuse("", f"holds {name}, not a number"),
        )
    except ValueError as error:
        _refuse("", f"is not JSON or is cut short ({error})")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            _refuse("", f"has the key {key[:40]!r} twice")
        seen[key] = value
    return seen


def _checkpoint(tree: Any) -> Checkpoint:
    if isinstance(tree, dict) and tree.get("format") != FORMAT:
        _refuse("", f"has the format {str(tree.get('format'))[:40]!r}, this version reads {FORMAT!r}")
    whole = _object(tree, "", FIELDS)
    for key, (what, right) in FIELDS.items():
        if not right(whole[key]):
            _refuse(repr(key), f"wants {what}")
    architectures = {name: model_from(spec, f"model {name!r}") for name, spec in whole["models"].items()}
    shapes = {
        f"{name}.{key}": s for name, model in architectures.items() for key, s in model.shapes().items()
    }
    arrays = _object(whole["arrays"], "'arrays'", shapes, "array")
    head = {
        key: whole[key] for key in ("recipe", "fingerprint", "seed", "steps", "numpy", "metrics", "curve")
    }
    _finite(whole["metrics"], "metrics")
    return Checkpoint(
        **head,
        architectures=architectures,
        arrays={name: _packed(arrays[name], f"array {name!r}", shape) for name, shape in shapes.items()},
        packed_samples={name: _packed(entry, f"sample {name!r}") for name, entry in whole["samples"].items()},
    )


def _object(value: Any, where: str, wanted: Mapping[str, Any], noun: str = "key") -> dict[str, Any]:
    """Return the value, an object with exactly the wanted keys."""
    if not isinstance(value, dict):
        _refuse(where, "is not an object")
    for key in sorted(value.keys() - wanted.keys()):
        _refuse(where, f"has an unknown {noun} {key[:80]!r}", did_you_mean(key[:80], wanted))
    for key in sorted(wanted.keys() - value.keys()):
        _refuse(where, f"lacks the {noun} {key!r}")
    return value


def _packed(entry: Any, where: str, shape: tuple[int, ...] | None = None) -> Packed:
    """Return the array of an entry, of the shape that the model wants; every byte is accounted for before it is decoded."""
    dtype: Any = entry.get("dtype") if isinstance(entry, dict) else None
    if isinstance(entry, dict) and (not isinstance(dtype, str) or dtype not in DTYPES):
        _refuse(where, f"has dtype {str(dtype)[:40]!r}", did_you_mean(str(dtype)[:40], DTYPES))
    _object(entry, where, dict.fromkeys(("dtype", "shape", "data", *(["scale"] if dtype == "int8" else []))))
    stated = entry["shape"]
    if not isinstance(stated, list) or not all(_count(n) for n in stated) or not 1 <= len(stated) <= 8:
        _refuse(where, "wants for its shape a list of 1 to 8 whole numbers")
    if shape is not None and tuple(stated) != shape:
        _refuse(where, f"has shape {tuple(stated)}, the model wants {shape}")
    data = _decoded(entry["data"], DTYPES[dtype], tuple(stated), where)
    scale = (
        _decoded(entry["scale"], "<f4", (stated[-1],), f"the scale of {where}") if dtype == "int8" else None
    )
    if scale is not None and not ((scale >= 0) & (scale <= LARGEST_SCALE)).all():
        _refuse(where, "has a scale below zero or above what float32 can hold")
    return Packed(dtype, data, scale)


def _decoded(text: Any, dtype: str, shape: tuple[int, ...], where: str) -> NDArray[Any]:
    wanted = math.prod(shape) * np.dtype(dtype).itemsize
    if not isinstance(text, str):
        _refuse(where, "wants its bytes as base64 text")
    if len(text) != 4 * -(-wanted // 3):
        _refuse(where, f"has {len(text)} characters of base64, its shape {shape} wants {4 * -(-wanted // 3)}")
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        _refuse(where, f"is not base64 ({error})")
    if len(raw) != wanted:
        _refuse(where, f"has {len(raw)} bytes, its shape {shape} wants {wanted}")
    values = np.frombuffer(raw, dtype).reshape(shape)
    if not np.isfinite(values).all():
        _refuse(where, "has values that are not finite")
    return values


def _finite(value: Any, where: str) -> None:
    """Refuse anything but finite numbers in objects and lists, a few levels deep."""
    if where.count(".") > DEEPEST:
        _refuse(where[:120], "is nested too deeply")
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            _finite(item, f"{where}.{key}")
    elif not _number(value):
        _refuse(where[:120], "is not a finite number")


def _number(value: Any) -> bool:
    return (type(value) is int and abs(value) < 2**53) or (type(value) is float and math.isfinite(value))


def _count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= LIMIT


def _text(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _names(value: dict[str, Any]) -> bool:
    return bool(value) and all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in value)


def _curve(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(point, list) and len(point) == 2 and all(_number(n) for n in point) for point in value
    )


FIELDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "format": (FORMAT, lambda value: value == FORMAT),
    "recipe": ("a recipe's name", _text("[a-z][a-z0-9-]{0,39}")),
    "fingerprint": ("64 hexadecimal digits", _text("[0-9a-f]{64}")),
    "seed": ("a whole number", _count),
    "steps": ("a whole number", _count),
    "numpy": ("a version", _text("[0-9][0-9a-z.]{0,19}")),
    "models": (
        "an object of models named by one word",
        lambda value: isinstance(value, dict) and _names(value),
    ),
    "arrays": ("an object of arrays", lambda value: isinstance(value, dict)),
    "samples": ("an object of arrays", lambda value: isinstance(value, dict)),
    "metrics": ("an object of numbers", lambda value: isinstance(value, dict)),
    "curve": ("pairs of step and loss", _curve),
}
