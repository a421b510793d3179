"""Where things of a page stand, once they stand still."""

from playwright.sync_api import FloatRect, Locator

# Faces and pictures that come late move what is below, or scroll the page to keep it where it is, and a page that was opened at
# a hash may scroll there once more, which undoes a test's own scrolling. What never rests is measured as it is.
STILL = """async element => {
    const place = () => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return `${[x, y, width, height, scrollY]}`;
    };
    await document.fonts.ready;
    for (let [before, still, frame] = ["", 0, 0]; still < 3 && frame < 120; frame++) {
        await new Promise(requestAnimationFrame);
        const { top, bottom } = element.getBoundingClientRect();
        if (bottom <= 0 || top >= innerHeight) element.scrollIntoView({ block: "center" });
        still = place() === before ? still + 1 : 0;
        before = place();
    }
}"""


def box_of(locator: Locator) -> FloatRect:
    """The box of an element in CSS pixels of the window, once it is drawn, in sight and still."""
    locator.wait_for()
    locator.evaluate(STILL)
    box = locator.bounding_box()
    assert box, "an element that was seen has gone"
    return box
