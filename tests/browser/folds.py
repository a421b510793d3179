"""What lies in a figure's folds: opened as a reader would, at once."""

from playwright.sync_api import Locator


def unfold(figure: Locator) -> Locator:
    """Open the figure's fold, and return the figure."""
    figure.locator("[data-more]").evaluate("fold => void (fold.open = true)")
    return figure


def choose(figure: Locator, name: str) -> None:
    """Press a button of the figure's menu."""
    figure.locator("[data-menu]").evaluate("menu => void (menu.open = true)")
    figure.get_by_role("button", name=name).click()
