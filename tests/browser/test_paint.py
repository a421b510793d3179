"""Pictures change by as little as there is: the same elements stay, and end as if they were new."""

import json

import pytest
from playwright.sync_api import expect

from aeexplain import bridge
from aeexplain.demo import Drawing, Toggle

pytestmark = pytest.mark.one_profile

MORPH = """async (pairs) => {
    const { morph } = await import("./browser/views/morph.js");
    const parse = (svg) => {
        const template = document.createElement("template");
        template.innerHTML = svg;
        return template.content.firstElementChild;
    };
    return pairs.map(([old, wanted]) => {
        const element = parse(old);
        morph(element, parse(wanted));
        return element.outerHTML === parse(wanted).outerHTML;
    });
}"""

WATCH = """() => {
    window.changes = [];
    const watch = new MutationObserver((all) => changes.push(...all.map(({ target }) => target.nodeName)));
    const views = document.querySelector("#instruments .demo-stage");
    watch.observe(views, { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def drawings(root):
    """Of every demo's drawings the first and two others: each control at another place."""
    stage = bridge.Stage()
    for path in sorted((root / "weights").glob("*.json")):
        stage.load(path.stem, path.read_text(encoding="utf-8"))
    pairs = []
    for name in bridge.names():
        control, values = bridge.find(name).ahead() or (None, [])
        if control is None:
            continue
        texts = [bridge.find(name).show({control: value})[control] for value in values]
        states = [{}, *({control: text} for text in (texts[0], texts[-1])), flipped(name)]
        frames = [stage.draw(name, state) for state in states]
        for view, shown in frames[0].views.items():
            if isinstance(shown, Drawing):
                pairs += [[a.views[view].svg, b.views[view].svg] for a in frames for b in frames]
    return pairs


def flipped(name):
    controls = bridge.find(name).controls.items()
    return {key: not control.start for key, control in controls if isinstance(control, Toggle)}


def test_every_drawing_becomes_every_other(page, stand, drawings):
    page.goto(stand)
    assert len(drawings) > 300
    assert all(page.evaluate(MORPH, drawings))


@pytest.mark.parametrize(
    ("old", "wanted"),
    [
        ("<svg a='1' b='2'><g/></svg>", "<svg b='3' c='4'><g/></svg>"),
        ("<svg><text>a</text></svg>", "<svg><text>b</text></svg>"),
        ("<svg><text>a</text></svg>", "<svg><path d='M0 0'/></svg>"),
        ("<svg><path/></svg>", "<svg><path/><path/>tail</svg>"),
        ("<svg><path/></svg>", "<svg/>"),
    ],
)
def test_a_drawing_becomes_another(page, stand, old, wanted):
    page.goto(stand)
    assert page.evaluate(MORPH, [[old, wanted]]) == [True]


def test_what_stays_of_all_pictures_is_not_touched(page, stand):
    page.goto(stand)
    expect(page.locator("#instruments")).to_have_attribute("data-state", "live")
    page.evaluate(WATCH)
    page.get_by_role("slider", name="Time").fill("4")
    expect(page.locator("#instruments [data-describe]")).to_contain_text("4 | one")
    assert json.dumps(page.evaluate("changes")) == '["#text"]', "the one word that is another"


LOWEST = """() => {
  const before = [...document.querySelectorAll(".prose:has(+ figure) .citation")];
  const away = (each) => each.closest(".prose").getBoundingClientRect().bottom - each.getBoundingClientRect().bottom;
  const lowest = before.reduce((one, other) => (away(other) < away(one) ? other : one));
  lowest.scrollIntoView({ block: "center" });
  lowest.setAttribute("data-lowest", "");
}"""
SEEN = """preview => {
  const { left, right, bottom } = preview.getBoundingClientRect();
  return [preview.closest(".prose").getBoundingClientRect().bottom < bottom - 3,
    preview.contains(document.elementFromPoint((left + right) / 2, bottom - 3))];
}"""


def test_the_text_between_figures_is_by_itself_but_its_previews_reach_over_them(page, site):
    page.goto(f"{site}autoencoders/")
    assert page.locator(".prose figure.demo").count() == 0
    contained = page.locator(".prose").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).contain)"
    )
    figures = page.locator("article > figure.demo").count()
    assert len(contained) >= figures - 1 > 10, "the first stands before all text"
    assert set(contained) == {"layout paint"}
    page.evaluate(LOWEST)
    page.locator("[data-lowest] a").first.hover()
    preview = page.locator("[data-lowest] [role=tooltip]")
    expect(preview).to_be_visible()
    page.wait_for_function(f"preview => ({SEEN})(preview).every(Boolean)", arg=preview.element_handle())
