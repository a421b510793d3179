"""A moving picture of a figure, as readers see it: its first slider goes from one end to the other and back.

Every frame is a state of the built page, which answers from the frames drawn ahead, or live where there are none.
"""

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Error, Locator, Page, ViewportSize

from aeexplain.check.visit import visit
from aeexplain.errors import ExplainError

SCREEN = ViewportSize(width=1280, height=900)
MOST_STATES = 17
WIDTH = 880  # pixels, what a README has room for
PAUSE, REST = 90, 900  # milliseconds that a frame is shown, and one at an end
LIVE = 120_000  # milliseconds that the engine may take to start
FORMATS = {".webp": "WEBP", ".gif": "GIF", ".png": "PNG"}

BOX = ".demo-box"
SLIDER = ".demo-bar input[type=range]"
LISTEN = (
    "window.shown = {}; addEventListener('aeexplain:frame', ({ detail }) => (shown[detail.demo] = detail))"
)
VALUES = """slider => { const [low, high, step] = ["min", "max", "step"].map((name) => Number(slider[name]));
  return Array.from({ length: Math.floor((high - low) / step + 1e-9) + 1 }, (_, i) => String(low + i * step)); }"""
# A frame that was painted is on the screen after the next two of the browser's own.
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def moving_picture(dist: Path, article: str, figure: str, suffix: str) -> bytes:
    """Return the picture of a figure of a built site: moving as .webp or .gif, the first state alone as .png.

    An article, a figure or a slider that is not there, or a format that is not known: ExplainError.
    """
    where = f"{article}#{figure}"
    if suffix not in FORMATS:
        raise ExplainError(
            f"a file {suffix or 'without an ending'}", "is no picture", f"end it in {', '.join(FORMATS)}"
        )
    if not (dist / article / "index.html").is_file():
        raise ExplainError(where, f"{dist} has no such article", "run: python build.py")
    with visit(dist) as site:
        page = site.chromium.new_page(viewport=SCREEN, reduced_motion="reduce", color_scheme="light")
        page.add_init_script(LISTEN)
        page.goto(f"{site.url}{article}/", wait_until="networkidle")
        found = page.locator(f'figure.demo[id="{figure}"]')
        if found.count() == 0:
            ids = page.locator("figure.demo").evaluate_all("figures => figures.map(({ id }) => id)")
            raise ExplainError(where, "there is no such figure", f"its figures are {', '.join(ids)}")
        frames = [_shot(page, found)] if suffix == ".png" else _swept(page, found, where)
    return _encoded(frames, FORMATS[suffix])


def _swept(page: Page, figure: Locator, where: str) -> list[Image.Image]:
    """Return a picture for each of some of the slider's values, from its low end to its high one."""
    slider = figure.locator(SLIDER).first
    if slider.count() == 0:
        raise ExplainError(
            where, "has no slider that could move", "make a picture of its first state: name a file .png"
        )
    values = slider.evaluate(VALUES)
    shown = [values[round(i * (len(values) - 1) / (MOST_STATES - 1))] for i in range(MOST_STATES)]
    return [_moved(page, figure, slider, value) for value in dict.fromkeys(shown)]


def _moved(page: Page, figure: Locator, slider: Locator, value: str) -> Image.Image:
    """Return the picture after the slider was set to a value."""
    demo = figure.get_attribute("data-demo")
    page.evaluate("window.shown = {}")
    was = slider.input_value()
    slider.fill(value)
    try:
        if slider.input_value() != was:
            page.wait_for_function("demo => shown[demo]", arg=demo, timeout=LIVE)
    except Error as error:
        told = figure.locator("[role=status]").inner_text()
        raise ExplainError(f"figure {demo}", f"did not answer: {told}", "try it in a browser") from error
    slider.blur()
    page.evaluate(PAINTED)
    return _shot(page, figure)


def _shot(page: Page, figure: Locator) -> Image.Image:
    """Return the figure's pictures and controls, as they are now."""
    png = figure.locator(BOX).screenshot(animations="disabled")
    return Image.open(io.BytesIO(png)).convert("RGB")


def _encoded(frames: Sequence[Image.Image], format: str) -> bytes:
    """Return the frames one after the other and back again, all as large as the first."""
    width, height = frames[0].size
    size = (WIDTH, round(height * WIDTH / width))
    there = [frame.resize(size, Image.Resampling.LANCZOS) for frame in frames]
    shown = [*there, *there[-2:0:-1]]
    pauses = [REST if i in (0, len(there) - 1) else PAUSE for i in range(len(shown))]
    buffer = io.BytesIO()
    if len(shown) == 1:
        shown[0].save(buffer, format)
    else:
        how = {"quality": 60, "method": 6} if format == "WEBP" else {}
        shown[0].save(buffer, format, save_all=True, append_images=shown[1:], duration=pauses, loop=0, **how)
    return buffer.getvalue()
