"""In the place of pyodide.webloop, which lets asyncio run on the browser's event loop: no figure awaits anything."""

# Taken though nothing calls it: Pyodide makes and restores a snapshot only if Python holds just what it holds by itself.
from pyodide_js._api import scheduleCallback  # noqa: F401


def _initialize_event_loop() -> None:
    """Make no loop."""
