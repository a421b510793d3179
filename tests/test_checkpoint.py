"""The weight file: what is written comes back, and whatever is not right is refused in one sentence."""

import base64
import json
import sys
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aeexplain.checkpoint import LIMIT, Checkpoint, dumps, loads
from aeexplain.errors import ExplainError
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.models.autoencoder import Autoencoder
from aeexplain.nn.models.pca import PCA
from aeexplain.nn.quantised_arrays import pack, uint8, unorm8

WHERE = "weights/toy.json"
REMEDY = "run: python build.py train toy"


def toy():
    rng = np.random.default_rng(0)
    net = Autoencoder(Dense(6, 2), Dense(2, 6))
    models = {"net": net.bind(net.init(rng)), "pca": PCA.fit(rng.random((20, 6)), 2)}
    return Checkpoint(
        recipe="toy",
        fingerprint="0f" * 32,
        seed=1,
        steps=30,
        numpy="2.4.3",
        architectures=models,
        arrays=pack(models),
        packed_samples={"digits": unorm8(rng.random((3, 6))), "labels": uint8(np.arange(3))},
        metrics={"mse": {"net": [0.5, 0.25], "pca": [0.5, 0.3]}, "falling": 0.5},
        curve=[[10, 0.7], [20, 0.5], [30, 0.4]],
    )


TEXT = dumps(toy())


def changed(change):
    """Return the toy file's text after `change` has been made to its tree."""
    tree = json.loads(TEXT)
    change(tree)
    return json.dumps(tree)


def put(value, *path):
    """Return a change that puts a value at a path."""

    def change(tree):
        for key in path[:-1]:
            tree = tree[key]
        tree[path[-1]] = value

    return change


def drop(*path):
    """Return a change that removes the key at a path."""

    def change(tree):
        for key in path[:-1]:
            tree = tree[key]
        del tree[path[-1]]

    return change


def encoded(values, dtype):
    return base64.b64encode(np.asarray(values, dtype).tobytes()).decode()


def complaint(text):
    with pytest.raises(ExplainError) as caught:
        loads(text, WHERE)
    return str(caught.value)


def test_what_is_written_comes_back():
    before, after = toy(), loads(TEXT, WHERE)
    for name, model in before.models.items():
        assert after.models[name] == model
        for key, value in model.params.items():
            assert np.array_equal(after.models[name].params[key], value)
            assert after.models[name].params[key].dtype == np.float32
    assert after.samples["digits"].dtype == np.float32
    assert np.array_equal(after.samples["digits"], before.samples["digits"])
    assert after.samples["labels"].tolist() == [0, 1, 2]
    assert (after.metrics, after.curve, after.seed) == (before.metrics, before.curve, before.seed)


def test_writing_what_was_read_gives_the_same_bytes():
    assert dumps(loads(TEXT, WHERE)) == TEXT


def test_the_first_model_is_the_model():
    assert isinstance(loads(TEXT, WHERE).model, Autoencoder)


def test_a_diff_shows_one_line_for_one_array():
    other = replace(
        toy(),
        arrays=toy().arrays | {"net.encoder.bias": pack({"net": toy().models["net"]})["net.decoder.bias"]},
    )
    lines, others = TEXT.splitlines(), dumps(other).splitlines()
    assert TEXT.endswith("}\n")
    assert sum(a != b for a, b in zip(lines, others, strict=True)) == 1
    names = [line.split('"')[1] for line in lines if '"dtype"' in line]
    assert names == [*sorted(toy().arrays), "digits", "labels"]


WEIGHT = ("arrays", "net.encoder.weight")
BIAS = ("arrays", "net.encoder.bias")

REFUSALS = {
    "another format": (
        put("aeexplain-weights/2", "format"),
        "format 'aeexplain-weights/2', this version reads",
    ),
    "no format": (drop("format"), "has the format 'None'"),
    "unknown key": (put(1, "sed"), "has an unknown key 'sed'; did you mean 'seed'?"),
    "missing key": (drop("curve"), "lacks the key 'curve'"),
    "negative seed": (put(-1, "seed"), "'seed' wants a whole number"),
    "seed of truth": (put(True, "seed"), "'seed' wants a whole number"),
    "odd recipe name": (put("../x", "recipe"), "'recipe' wants a recipe's name"),
    "short fingerprint": (put("ab", "fingerprint"), "'fingerprint' wants 64 hexadecimal digits"),
    "no models": (put({}, "models"), "'models' wants an object of models"),
    "dotted model": (put({"a.b": {}}, "models"), "'models' wants an object of models"),
    "unknown kind": (
        put("pcaa", "models", "pca", "kind"),
        "model 'pca' has no kind named 'pcaa'; did you mean 'pca'?",
    ),
    "unknown setting": (
        put(1, "models", "pca", "unit"),
        "model 'pca' has an unknown setting 'unit' for 'pca'",
    ),
    "missing array": (drop(*WEIGHT), "'arrays' lacks the array 'net.encoder.weight'"),
    "surplus array": (put({}, "arrays", "net.encoder.gain"), "has an unknown array 'net.encoder.gain'"),
    "array not an object": (put([], *BIAS), "array 'net.encoder.bias' is not an object"),
    "unknown dtype": (put("float64", *BIAS, "dtype"), "array 'net.encoder.bias' has dtype 'float64'"),
    "dtype a list": (put([], *BIAS, "dtype"), "array 'net.encoder.bias' has dtype '[]'"),
    "unknown array key": (put(1, *BIAS, "order"), "array 'net.encoder.bias' has an unknown key 'order'"),
    "missing array key": (drop(*BIAS, "data"), "array 'net.encoder.bias' lacks the key 'data'"),
    "missing scale": (drop(*WEIGHT, "scale"), "array 'net.encoder.weight' lacks the key 'scale'"),
    "needless scale": (put("", *BIAS, "scale"), "array 'net.encoder.bias' has an unknown key 'scale'"),
    "shape not a list": (put(2, *BIAS, "shape"), "wants for its shape a list"),
    "shape of truth": (put([True], *BIAS, "shape"), "wants for its shape a list"),
    "shape below zero": (put([-2], *BIAS, "shape"), "wants for its shape a list"),
    "wrong shape": (
        put([3], *BIAS, "shape"),
        "array 'net.encoder.bias' has shape (3,), the model wants (2,)",
    ),
    "model of another size": (put(3, "models", "pca", "units"), "has shape (6, 2), the model wants (6, 3)"),
    "huge model": (put(10**15, "models", "pca", "inputs"), "the model wants (1000000000000000,)"),
    "bytes not text": (put(7, *BIAS, "data"), "array 'net.encoder.bias' wants its bytes as base64 text"),
    "not base64": (put("????????", *BIAS, "data"), "array 'net.encoder.bias' is not base64"),
    "not ASCII": (put("é" * 8, *BIAS, "data"), "array 'net.encoder.bias' is not base64"),
    "too few bytes": (put("AAAA", *BIAS, "data"), "has 4 characters of base64, its shape (2,) wants 8"),
    "wrong padding": (put("AAAAAAAA", *BIAS, "data"), "has 6 bytes, its shape (2,) wants 4"),
    "not a number": (
        put(encoded([np.nan, 1], "<f2"), *BIAS, "data"),
        "'net.encoder.bias' has values that are not finite",
    ),
    "infinite scale": (
        put(encoded([np.inf, 1], "<f4"), *WEIGHT, "scale"),
        "the scale of array 'net.encoder.weight' has",
    ),
    "negative scale": (put(encoded([-1, 1], "<f4"), *WEIGHT, "scale"), "has a scale below zero"),
    "bursting scale": (put(encoded([3e38, 1], "<f4"), *WEIGHT, "scale"), "above what float32 can hold"),
    "short scale": (
        put(encoded([1], "<f4"), *WEIGHT, "scale"),
        "the scale of array 'net.encoder.weight' has 8 characters",
    ),
    "sample without dtype": (put({}, "samples", "digits"), "sample 'digits' has dtype 'None'"),
    "sample of the wrong size": (
        put([9, 6], "samples", "digits", "shape"),
        "sample 'digits' has 24 characters",
    ),
    "sample without a shape": (put([], "samples", "digits", "shape"), "sample 'digits' wants for its shape"),
    "metric a word": (put("low", "metrics", "falling"), "metrics.falling is not a finite number"),
    "metric unknown": (put([1, None], "metrics", "mse", "net"), "metrics.mse.net.1 is not a finite number"),
    "metric beyond floats": (put(10**400, "metrics", "falling"), "metrics.falling is not a finite number"),
    "curve a word": (put("down", "curve"), "'curve' wants pairs of step and loss"),
    "curve of one": (put([[1]], "curve"), "'curve' wants pairs of step and loss"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_file_that_is_not_right_is_refused(case):
    change, what = REFUSALS[case]
    said = complaint(changed(change))
    assert said.startswith(f"{WHERE}: ")
    assert what in said
    assert said.endswith(REMEDY)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is not JSON or is cut short"),
        ("\ufeff{}", "is not JSON or is cut short"),
        (TEXT[:-3], "is not JSON or is cut short"),
        (TEXT + "{}", "is not JSON or is cut short"),
        ("[]", "is not an object"),
        ("null", "is not an object"),
        ('{"format": 1, "format": 2}', "has the key 'format' twice"),
        (TEXT.replace('"falling": 0.5', '"falling": NaN'), "holds NaN, not a number"),
        (TEXT.replace('"falling": 0.5', '"falling": -Infinity'), "holds -Infinity, not a number"),
        (TEXT.replace('"falling": 0.5', '"falling": 1e999'), "metrics.falling is not a finite number"),
        (TEXT.replace('"falling": 0.5', f'"falling": {"9" * 5000}'), "is not JSON or is cut short"),
        ("[" * 100_000, "is nested too deeply"),
        (TEXT.replace('"falling": 0.5', f'"falling": {"[" * 900}1{"]" * 900}'), "is nested too deeply"),
        (" " * (LIMIT + 1), "more than the limit of 4,000,000"),
    ],
    ids=lambda text: text[:30].strip() if " " in text else None,
)
def test_text_that_is_not_a_weight_file_is_refused(text, what):
    said = complaint(text)
    assert what in said
    assert said.endswith(REMEDY)


@settings(max_examples=300, deadline=None)
@given(start=st.integers(0, len(TEXT)), length=st.integers(0, 40), junk=st.text(max_size=12))
def test_no_damage_leads_to_another_exception(start, length, junk):
    with suppress(ExplainError):
        models = loads(TEXT[:start] + junk + TEXT[start + length :], WHERE).models
        assert models
        assert all(np.isfinite(a).all() for model in models.values() for a in model.params.values())


def test_a_number_that_is_not_finite_is_never_written():
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps(replace(toy(), metrics={"mse": float("nan")}))


def test_reading_leaves_the_stack_as_it_was():
    limit = sys.getrecursionlimit()
    complaint("[" * 100_000)
    assert sys.getrecursionlimit() == limit
