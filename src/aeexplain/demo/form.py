"""A figure's form: its stage, its bar, its line and its fold, as HTML that is whole before any script runs.

It is drawn by what ships, so that the build and a figure that is changed in the page have the same form. What only the build
or only the page can make (formulas in labels, the address of an image, coloured code) comes as an argument.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from aeexplain.demo.controls.control import Slot, Thumbnail
from aeexplain.demo.declared_layout import RUN
from aeexplain.demo.demo import Demo
from aeexplain.demo.html import element
from aeexplain.demo.layout import layout
from aeexplain.demo.views import Frame, kind_of
from aeexplain.demo.views.view import ImageAddress
from aeexplain.draw import Pixels
from aeexplain.draw.svg import words
from aeexplain.word_places import word_place

WIDE = 1.4  # width by height from which a picture has a row of its own on a phone
OF_A_FRAME = ("data_value", "aria_label")  # attributes of a view that change with its frame
SOURCE = word_place("source_of_figure")


@dataclass(frozen=True)
class Renderers:
    """How a label with formulas becomes HTML, and which address an image has.

    strips: whether the pictures of a choice's options are one image, where they can be, as is best for images that are files.
    """

    label: Callable[[str], str]
    image: ImageAddress
    strips: bool = False


@dataclass(frozen=True)
class Fold:
    """What stands in a figure's fold beside what the demo has in it, as HTML.

    address: where its pictures and its code are, for who has no scripts. code: paragraphs, and the fold with the code.
    """

    address: str
    code: str


def form_html(
    name: str,
    demo: Demo,
    frame: Frame,
    fold: Fold,
    by: Renderers,
    thumbnails: Mapping[str, Sequence[Pixels]],
    drawn: bool = True,
) -> str:
    """Return all of a figure but its caption: stage, bar, the line that tells the state, and the fold with all the rest.

    `name` is the figure's id. The places of pictures in the fold are empty: see `fold_pictures_html`. Unless it is `drawn`, no
    view has anything in it: then it is the same for all frames.
    """
    return (_Form if drawn else _EmptyForm)(name, demo, frame, by, thumbnails).html(fold)


def fold_pictures_html(demo: Demo, frame: Frame, by: Renderers) -> str:
    """Return the pictures of a figure's fold, which come when it is opened; nothing where it has none."""
    form = _Form("", demo, frame, by, {})
    return form.more_pictures(form.picture)


def labels(demo: Demo, frame: Frame) -> list[str]:
    """Return every text of a figure's form that may hold formulas."""
    told = (text for text, _ in layout(demo, frame.views).line)
    declared = (each.label for each in demo.controls.values())
    return [*declared, *(view.title for view in demo.views.values()), *told]


def _thumbnails(images: Sequence[Pixels], by: Renderers) -> tuple[Thumbnail, ...]:
    """Return the pictures of a choice's options; those of one look may be a single strip, which is fetched once."""
    looks = {(each.rgba.shape, each.tone) for each in images}
    height, width, _ = images[0].rgba.shape if images else (0, 0, 0)
    if not by.strips or len(images) < 2 or len(looks) > 1 or height != width:
        return tuple(Thumbnail(by.image(each), each.tone) for each in images)
    strip = replace(images[0], rgba=np.concatenate([each.rgba for each in images], axis=1))
    at, last = by.image(strip), len(images) - 1
    return tuple(Thumbnail(at, strip.tone, 100 * place / last) for place in range(len(images)))


class _Form:
    def __init__(
        self, name: str, demo: Demo, frame: Frame, by: Renderers, thumbnails: Mapping[str, Sequence[Pixels]]
    ) -> None:
        self.name, self.demo, self.frame, self.by = name, demo, frame, by
        self.thumbnails = thumbnails
        self.layout = layout(demo, frame.views)

    def html(self, fold: Fold) -> str:
        box = element("div", "\n", *_lines(self.stage(), self.bar()), class_="demo-box")
        return element("form", "\n", *_lines(box, self.foot(fold)), class_="demo-frame", autocomplete="off")

    def stage(self) -> str:
        drawn = map(self.picture, self.layout.stage)
        return element("div", "\n", *_lines(*drawn), class_="demo-stage", data_stage=True)

    def picture(self, view: str) -> str:
        """Return a picture in a box of its proportions, under its title."""
        return self._boxed(view, self.number(view))

    def empty_picture(self, view: str) -> str:
        """Return the box of a picture and its title, with nothing in the picture's place."""
        shown = self.frame.views[view]
        return self._boxed(view, kind_of(shown).empty_html(view, shown))

    def _boxed(self, view: str, place: str) -> str:
        declared, shown = self.demo.views[view], self.frame.views[view]
        looks = f"view-title of-{declared.series}" if declared.series else "view-title"
        heading = element("p", self.by.label(declared.title), class_=looks) if declared.title else ""
        held = view in self._held()
        ratio = kind_of(shown).ratio(shown)
        wide = ratio is None or float(ratio) >= WIDE
        classes = f"view {declared.size}{' held' if held else ''}{' wide' if wide else ''}"
        return element("div", "\n", *_lines(heading, place), class_=classes, data_ratio=ratio)

    def _held(self) -> tuple[str, ...]:
        """Return the pictures of which a hand takes hold: those that the main control lies on, else those that any does."""
        controls = self.demo.controls
        main = controls[self.demo.main_control].grounds if controls else ()
        return main or tuple(ground for control in controls.values() for ground in control.grounds)

    def bar(self) -> str:
        """Return the controls in sight, the main one first, and a menu; nothing where nothing moves."""
        if not self.demo.controls:
            return ""
        controls = [*map(self.control, self.layout.bar), _menu_html(bool(self.demo.run))]
        return element("div", "\n", *_lines(*controls), class_="demo-bar")

    def control(self, control: str) -> str:
        """Return a control at its start, or the buttons of the run."""
        if control == RUN:
            return _run_html(self.name, self.demo.starts, self.demo.run_pace)
        images = self.thumbnails.get(control, ())
        slot = Slot(control, f"{self.name}-{control}", self.by.label, _thumbnails(images, self.by))
        return self.demo.controls[control].form_html(slot)

    def foot(self, fold: Fold) -> str:
        """Return what stands under the bar: the line, what is told of loading, the sentence that is read out, and the fold."""
        live = bool(self.demo.controls)
        status = element("p", class_="demo-status", role="status") if live else ""
        aloud = "polite" if live else None
        says = element("p", words(self.says()), class_="spoken", data_describe=True, aria_live=aloud)
        return element("div", "\n", *_lines(self.line(), says, status, self.more(fold)), class_="demo-foot")

    def says(self) -> str:
        """Return the sentence that is read out."""
        return self.frame.says

    def line(self) -> str:
        """Return the sentence that tells the state, with a dot before it that tells whether it is live."""
        parts = [self.by.label(text) + (self.told(name) if name else "") for text, name in self.layout.line]
        dot = element("span", class_="dot", aria_hidden="true")
        return element("p", dot, *parts, class_="demo-line")

    def told(self, name: str) -> str:
        """Return what follows the state within a sentence: the text of a view, or of a control."""
        if name in self.demo.views:
            return self.number(name)
        control = self.demo.controls[name]
        return element("span", words(control.show_value(control.start)), data_value_of=name)

    def number(self, view: str) -> str:
        """Return a view in its place."""
        return kind_of(self.frame.views[view]).html(view, self.frame.views[view], self.by.image)

    def more(self, fold: Fold) -> str:
        """Return the fold: controls, pictures and numbers that are not in sight, and the code."""
        found = self.layout
        controls = element(
            "div", "\n", *_lines(*map(self.control, found.more_controls)), class_="more-controls"
        )
        numbers = element("dl", "\n", *_lines(*map(self.fact, found.more_numbers)), class_="readouts")
        parts = (
            fold.address,
            controls if found.more_controls else "",
            self.more_pictures(self.empty_picture),
            numbers if found.more_numbers else "",
            fold.code,
        )
        summary = element("summary", word_place("more"))
        return element("details", "\n", *_lines(summary, *parts), class_="demo-more", data_more=True)

    def more_pictures(self, boxed: Callable[[str], str]) -> str:
        """Return the fold's pictures, each as `boxed` has it; nothing where there are none."""
        drawn = _lines(*map(boxed, self.layout.more_pictures))
        return element("div", "\n", *drawn, class_="more-views") if drawn else ""

    def fact(self, view: str) -> str:
        """Return a number as the fold lists it, beside its title."""
        title = element("dt", self.by.label(self.demo.views[view].title))
        return element("div", *_lines(title, element("dd", self.number(view))))


class _EmptyForm(_Form):
    """A form that tells nothing of its frame, but for the kinds and the proportions of what is in it."""

    def picture(self, view: str) -> str:
        return self._boxed(view, self.number(view))

    def empty_picture(self, view: str) -> str:
        return self.picture(view)

    def says(self) -> str:
        return ""

    def number(self, view: str) -> str:
        shown = self.frame.views[view]
        kind = kind_of(shown)
        own = {name: value for name, value in kind.attributes(shown).items() if name not in OF_A_FRAME}
        return element(kind.tag, data_view=view, data_kind=kind.name, **own, data_empty=True)


def _menu_html(runs: bool) -> str:
    reset = element("button", word_place("reset"), type="reset")
    step = element("button", word_place("one_step"), type="button", data_run="step") if runs else ""
    stop = (
        element("button", word_place("stop"), type="button", data_run="stop", disabled=True) if runs else ""
    )
    link = element("button", word_place("copy_link"), type="button", data_link=True)
    code = element("button", word_place("code_button"), type="button", data_code=True)
    summary = element("summary", element("span", word_place("menu"), class_="spoken"))
    box = element("div", *_lines(step, stop, reset, link, code), class_="menu")
    return element("details", "\n", *_lines(summary, box), class_="demo-menu", data_menu=True)


def fold_html(weights: Iterable[str], has_metrics: bool) -> str:
    """Return the fold with a figure's code: what it was trained by, and empty boxes for what that reached and for the code."""
    files = [_made_by(words(file)) for file in weights]
    badge = element("span", word_place("trained" if files else "procedural"), class_="badge")
    trained = element("p", word_place("trained_by", files="; ".join(files))) if files else ""
    reached = element("dl", class_="metrics", data_empty=True) if has_metrics else ""
    summary = element("summary", word_place("show_the_code"), " ", badge)
    return element("details", "\n", *_lines(summary, trained, reached, listing_html("")), class_="demo-code")


def metrics_html(metrics: Mapping[str, str]) -> str:
    """Return what a figure's networks reached, numbers as texts by their labels; nothing where there are none."""
    rows = [
        element("div", element("dt", words(label), ":"), " ", element("dd", words(number)))
        for label, number in metrics.items()
    ]
    return element("dl", "\n", *_lines(*rows), class_="metrics") if rows else ""


def _made_by(file: str) -> str:
    """Return a weight file and the command that makes it."""
    by = f"<code>python build.py train {file}</code>"
    return word_place("file_made_by", file=f"<code>weights/{file}.json</code>", command=by)


def listing_html(source: str) -> str:
    """Return the box of a figure's code, which is HTML; empty code is yet to come."""
    code = element("code", source, data_empty=not source)
    return element("div", element("pre", code, tabindex=0, role="group", aria_label=SOURCE), class_="listing")


def _run_html(name: str, starts: str, pace: float) -> str:
    """Return the button that starts a run, and the track over the steps that have run."""
    start = element("button", words(starts), type="button", data_run="start")
    steps = element(
        "input",
        type="range",
        min=1,
        max=1,
        value=1,
        aria_label=word_place("step"),
        disabled=True,
        data_run="scrub",
    )
    at = element("output", data_run="at")
    return element(
        "div", "\n", *_lines(start, steps, at), class_="control run", data_run_of=name, data_pace=pace or None
    )


def _lines(*parts: str) -> list[str]:
    """Return what is there of some parts, each with a line's end: between elements in a line that is a blank."""
    return [f"{part}\n" for part in parts if part]
