"""In the place of asyncio, which Pyodide loads in case Python awaits a promise of JavaScript: no figure awaits anything."""


def get_event_loop() -> None:
    """Raise, since there is no loop."""
    raise RuntimeError("the live engine has no event loop")
