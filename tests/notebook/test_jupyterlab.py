"""In JupyterLab itself, in an environment made for this: a figure shows, and its slider shows what NumPy computes."""

import json
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from aeexplain import bridge
from aeexplain.check.visit import chromium
from aeexplain.site.serve.server import Server

LONG = 120_000  # milliseconds
CELL = [
    "from aeexplain import bridge\n",
    "from aeexplain.notebook import show\n",
    "show(bridge.find('projection'))",
]
PORT_TRIES = 100


@pytest.fixture(scope="module")
def environment(root, tmp_path_factory, thorough):
    """Return the Python of an environment that has JupyterLab and this project with its extra."""
    folder = tmp_path_factory.mktemp("jupyter")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "jupyterlab>=4.4,<5", f"{root}[notebook]"], check=True)
    return python


@pytest.fixture
def lab(environment, root, tmp_path):
    """Return the address of a JupyterLab that has a notebook with one cell."""
    cell = {
        "cell_type": "code",
        "id": "one",
        "metadata": {},
        "source": CELL,
        "outputs": [],
        "execution_count": None,
    }
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    book = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "figure.ipynb").write_text(json.dumps(book))
    with Server(tmp_path) as free:
        port = free.port
    options = [
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--IdentityProvider.token=",
        f"--notebook-dir={tmp_path}",
    ]
    environ = {"PYTHONPATH": str(root / "src"), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    process = subprocess.Popen([str(environment), "-m", "jupyter", "lab", *options], env=environ)
    address = f"http://127.0.0.1:{port}/"
    for _ in range(PORT_TRIES):
        try:
            urlopen(f"{address}api").read()
            break
        except OSError:
            time.sleep(0.5)
    yield address
    process.terminate()
    process.wait()


def test_a_slider_shows_what_the_kernel_computes(lab):
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{lab}lab/tree/figure.ipynb")
        page.locator(".jp-CodeCell").first.click(timeout=LONG)
        page.keyboard.press("Shift+Enter")
        figure = page.locator("figure.demo")
        expect(figure).to_have_attribute("data-state", "live", timeout=LONG)
        figure.locator("input[type=range]").first.fill("100")
        expect(figure.locator("[data-describe]")).to_contain_text("100 degrees", timeout=LONG)
        wanted = bridge.Stage().draw("projection", {"angle": 100}).views["kept"].value
        kept = figure.locator('[data-view="kept"]').get_attribute("data-value")
        assert float(kept) == pytest.approx(wanted, abs=1e-4)
