"""Colours of style sheets as pictures show them: the same as the browser's."""

import pytest

from aeexplain.site.styles.colour_values import WHITE, NoColourError, read_colour

COLOURS = [
    *("#abc", "#abcd", "#a1b2c3", "#a1b2c380", "RED", "rebeccapurple", "transparent", "var(--own)"),
    *(
        "rgb(10 20 30)",
        "rgb(10, 20, 30)",
        "rgba(10, 20, 30, 0.5)",
        "rgb(10% 20% 30% / 40%)",
        "rgb(none 20 30)",
    ),
    *(
        "hsl(120 50% 40%)",
        "hsl(-90deg, 50%, 40%)",
        "hsla(0.3turn 100% 20% / 0.3)",
        "hwb(200 20% 30%)",
        "hwb(9 60% 60%)",
    ),
    *("lab(50 20 -30)", "lab(50% 20% -30%)", "lch(60 30 200)", "lch(2 1 20)", "oklab(0.5 0.1 -0.1)"),
    *("oklch(0.7 0.1 140)", "oklch(70% 30% 140deg)", "oklch(0.97 0.01 2rad / 0.9)", "oklch(0.6 0.1 100grad)"),
    *("color(srgb 0.2 0.4 0.6)", "color(srgb-linear 0.2 0.4 0.6 / 0.5)", "color(display-p3 0.4 0.5 0.45)"),
    *("color(xyz 0.2 0.3 0.2)", "color(xyz-d50 0.2 0.22 0.2)", "light-dark(#123, oklch(0.5 0.1 20))"),
    *(
        "color-mix(in srgb, red, blue)",
        "color-mix(in oklab, red 30%, #fff8)",
        "color-mix(in oklch, white, blue)",
    ),
    *(
        "color-mix(in hsl longer hue, red, 20% lime)",
        "color-mix(in lch, red 20%, lime 20%)",
        "color-mix(in srgb-linear, #000, var(--own))",
    ),
]
READ = """([value, ground]) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "rgb(1, 2, 3)";
  probe.style.color = value;
  canvas.fillStyle = ground;
  canvas.fillRect(0, 0, 1, 1);
  canvas.fillStyle = getComputedStyle(probe).color;
  canvas.fillRect(0, 0, 1, 1);
  probe.remove();
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


def test_colours_are_read_as_the_browser_reads_them(browser):
    page = browser.new_page(color_scheme="light")
    page.set_content('<html style="color-scheme: light dark; --own: #2d5a1b"><body>')
    for value in COLOURS:
        ours = read_colour(value, {"--own": "#2d5a1b"}).over(WHITE).hex
        theirs = page.evaluate(READ, [value, "#fff"])
        off = [abs(int(ours[1 + 2 * at : 3 + 2 * at], 16) - theirs[at]) for at in range(3)]
        assert max(off) <= 1, f"{value}: {ours}, {theirs}"
    page.close()


@pytest.mark.parametrize(
    "value",
    [
        *(
            "#f6f8f",
            "#12345",
            "#ggg",
            "#1234567",
            "reed",
            "rgb(1 2)",
            "rgb(1 2 3 4)",
            "hsl(50% 2% 3%)",
            "oklch(0.7, 0.1)",
        ),
        *(
            "light-dark(#fff)",
            "light-dark(#fff, #10160)",
            "light-dark(#f6f8f, #10160f)",
            "var(--none)",
            "var(--own",
            "",
        ),
        *(
            "color-mix(red, blue)",
            "color-mix(in hue, red, blue)",
            "color-mix(in srgb, red)",
            "color(nowhere 1 1 1)",
        ),
        *("var(--circle)", "12px", "url(a.png)", "rgb(1deg 2 3)"),
    ],
)
def test_what_is_no_colour_is_refused(value):
    with pytest.raises(NoColourError):
        read_colour(value, {"--circle": "var(--circle)"})
