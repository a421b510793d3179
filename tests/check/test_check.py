"""The gate, given a small site with one fault of each kind: each is found, and nothing else, with one browser."""

import json
import shutil
import stat
from dataclasses import replace

import pytest

from aeexplain import cli
from aeexplain.check import Finding, Report, budgets, check, vnu
from aeexplain.check.budgets import WHOLE, Size, over_budget
from aeexplain.check.visit import visit
from aeexplain.check.word_limits import Words, too_many_words
from aeexplain.check.word_limits import words as words_of
from aeexplain.cli.check import _summary
from aeexplain.errors import ExplainError
from aeexplain.files.digests import integrity_of
from aeexplain.site.core.security_headers import CONTENT_SECURITY_POLICY

STYLE = """body { margin: 0 auto; max-width: 40rem }
.wide { width: 3000px }
.long { white-space: nowrap }
.contained { contain: layout paint }
.lazy { content-visibility: auto }
.hidden { overflow: hidden }
.low { height: 2rem; overflow: clip }
.scroll { overflow: auto hidden }
.ellipsis { overflow: hidden; text-overflow: ellipsis }
.away { position: absolute; left: -999rem }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.outward { margin-left: -2rem }
figure { margin: 0 }
.tall { height: 700px; position: relative }
.low-one { height: 300px; position: relative }
.handle { position: absolute; left: 50px; top: 50px; width: 20px; height: 20px; padding: 0; border: 0 }
.handle.large { left: 150px; width: 46px; height: 46px }
"""
LONG = '<span class="long">' + "A line that no break can enter. " * 12 + "</span>"
FETCH = 'fetch("../assets/engine-1/pyodide.asm.wasm");\n'
JUMP = (
    """
const late = document.createElement("p");
late.textContent = "Late.";
late.className = "late";
// Only what was painted can move.
new PerformanceObserver(() => requestAnimationFrame(() => document.querySelector("main").prepend(late)))
  .observe({ type: "paint", buffered: true });
console.error("something is amiss");
new Image().src = "https://elsewhere.example/pixel.png";
setTimeout(() => { throw new Error("nobody caught this"); });
"""
    + FETCH
)


def page(title, body, head="", policy=CONTENT_SECURITY_POLICY, style=None):
    sealed = integrity_of(STYLE.encode()) if style is None else style
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n' if policy else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{meta}<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="icon" href="../assets/p.png">
<link rel="stylesheet" href="../assets/s.css" integrity="{sealed}">
{head}</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def figure(id, stage, bar="", **data):
    said = "".join(f' data-{name}="{value}"' for name, value in data.items())
    return (
        f'<figure class="demo" id="{id}"{said}><div class="demo-box"><div data-stage>{stage}</div>\n'
        f'<div class="demo-bar">{bar}</div></div>\n<p class="demo-line">All is well.</p></figure>\n'
    )


WORDS = (
    '<svg viewBox="0 0 300 300" width="300" height="300" role="img" aria-label="words">'
    '<text x="9" y="99" font-size="{}">Words</text></svg>'
)
TURNED = WORDS.format(16).replace("<text", '<text transform="rotate(-90 99 99)"')
HANDLE = '<button type="button" class="handle {}" data-of="{}">drag</button>'

PAGES = {
    "figures/index.html": page(
        "Figures",
        figure("tall", '<div data-view="a" class="tall"></div>')
        + figure("raised", '<div data-view="a" class="tall"></div>', **{"most-height": 1.1})
        + figure("small", f'<div data-view="a" class="low-one">{WORDS.format(9)}</div>')
        + figure(
            "turned",
            f'<div data-view="a" class="low-one">{TURNED}</div>',
        )
        + figure(
            "typed",
            '<div data-view="a" class="low-one"></div>',
            '<input aria-label="Seed"><input aria-label="n" type="range">',
        )
        + figure(
            "held",
            f'<div data-view="a" class="low-one">{HANDLE.format("", "k")}{HANDLE.format("large", "m")}</div>',
        ),
    ),
    "index.html": page("All is well", '<p>Go to the <a href="links/#here">links</a>.</p>').replace("../", ""),
    "links/index.html": page(
        "Links",
        '<p id="here"><a href="../nowhere/">To nowhere</a>,\n<a href="../#nothing">to nothing</a>,\n'
        '<a href="../../etc/">out of the site</a>,\n<a href="https://a.example/">without rel</a>,\n'
        '<a href="https://a.example/" rel="noopener">with rel</a>.</p>',
    ),
    "markup/index.html": page(
        "Markup", '<p>A paragraph</div>\n<img src="../assets/p.png">\n<p onclick="x()">B.</p>'
    ),
    "loud/index.html": page(
        "Loud",
        '<p class="wide">Wide.</p>\n<p>Other.</p>',
        f'<script type="module" src="loud.js" integrity="{integrity_of(JUMP.encode())}"></script>\n',
    ),
    "seen/index.html": page(
        "Seen",
        '<figure data-demo="x"><p>A figure.</p></figure>',
        f'<script type="module" src="seen.js" integrity="{integrity_of(FETCH.encode())}"></script>\n',
    ),
    "loose/index.html": page(
        "Loose",
        "<p>Loose.</p>",
        '<script>1</script>\n<style>b {}</style>\n<section data-script="../assets/p.png"></section>\n'
        '<script type="application/json" id="aeexplain-page">{"worker": {"url": "../assets/p.png"}, "atlases": {"b": '
        '{"url": "../assets/atlas/heavy.bin", "integrity": "sha256-x"}}}</script>\n',
        "script-src * 'unsafe-inline'",
        "sha256-x",
    ),
    "cut/index.html": page(
        "Cut",
        f'<p class="contained" id="a">{LONG}</p>\n<p class="lazy" id="b">{LONG}</p>\n<p class="hidden" id="c">{LONG}</p>\n'
        f'<p class="low" id="d">{"A paragraph of many lines. " * 60}</p>\n<div class="scroll" tabindex="0" id="e">'
        '<p class="outward">Out.</p></div>',
    ),
    "reached/index.html": page(
        "Reached",
        f'<p class="contained"><span class="scroll" tabindex="0">{LONG}</span></p>\n<p class="ellipsis">{LONG}</p>\n'
        f'<div class="contained"><div class="scroll" tabindex="0"><p class="hidden wide">{LONG}</p></div></div>\n'
        f'<p><a class="away" href="./">Away</a> <span class="spoken">{LONG}</span></p>\n'
        f'<details class="hidden"><summary>Closed</summary>{LONG}</details>',
    ).replace(
        'class="scroll" tabindex="0">' + LONG,
        'class="scroll" style="display: inline-flex; max-width: 100%" tabindex="0">' + LONG,
    ),
    "bare/index.html": page(
        "Bare", "<p>Bare.</p>", '<link rel="stylesheet" href="//cdn.example/x.css">\n', ""
    ),
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    dist = tmp_path_factory.mktemp("broken")
    files = {
        **{name: text.encode() for name, text in PAGES.items()},
        "assets/s.css": STYLE.encode(),
        "assets/p.png": b"",
        "loud/loud.js": JUMP.encode(),
        "seen/seen.js": FETCH.encode(),
        "assets/engine-1/pyodide.asm.wasm": b"wasm",
        "assets/atlas/heavy.bin": bytes(70_000),
    }
    for name, content in files.items():
        (dist / name).parent.mkdir(parents=True, exist_ok=True)
        (dist / name).write_bytes(content)
    return dist


@pytest.fixture(scope="module")
def report(broken):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vnu, "find", lambda: "not run: a test")
        patch.setattr(budgets, "SETTLED", 300)
        return check(broken, lambda _: None)


FOUND = [
    ("links", "links/index.html:13", "../nowhere/ is not there"),
    ("links", "links/index.html:14", "../#nothing: the page has no such place"),
    ("links", "links/index.html:15", "../../etc/ leaves the site"),
    ("links", "bare/index.html:8", "//cdn.example/x.css is fetched from elsewhere"),
    ("policy", "links/index.html:16", "https://a.example/ has no rel=noopener"),
    ("policy", "markup/index.html:15", "<p> carries code in onclick"),
    ("policy", "loose/index.html:9", "a script stands in the page itself"),
    ("policy", "loose/index.html:10", "a style sheet stands in the page itself"),
    ("policy", "loose/index.html:11", "../assets/p.png is asked for without its digest"),
    ("policy", "loose/index.html:12", "../assets/p.png is asked for without its digest"),
    ("policy", "loose/index.html:8", "has another digest than the page says"),
    ("policy", "loose/index.html:12", "heavy.bin has another digest than the page says"),
    ("policy", "loose/index.html", "allows * in script-src"),
    ("policy", "loose/index.html", "allows 'unsafe-inline' in script-src"),
    ("policy", "loose/index.html", "does not begin with default-src 'none'"),
    ("policy", "bare/index.html", "has no content security policy"),
    ("policy", "bare/index.html:8", "//cdn.example/x.css is asked for without its digest"),
    ("html: close-order", "markup/index.html:13", "</div>"),
    ("budgets", "assets/atlas/heavy.bin", "weighs 70,000 bytes, at most 60,000"),
    ("budgets", "loud", "fetches 1 files of the engine that nobody asked for"),
    ("budgets", "seen", "fetches 1 files of the engine that nobody asked for"),
    ("axe", "markup (1280 px, light)", "image-alt"),
    ("console", "loud (390 px, dark)", "something is amiss"),
    ("console", "loud (1280 px, light)", "nobody caught this"),
    ("console", "loud (1280 px, light)", "the content security policy refuses"),
    ("requests", "bare (1280 px, dark)", "asks another host: http://cdn.example/x.css"),
    ("width", "loud (390 px, light)", "3000 pixels wide on a screen of 390"),
    ("width", "loud (320 px)", "3000 pixels wide on a screen of 320"),
    (
        "clipped",
        "cut (390 px, dark)",
        "“A line that no break can enter” in span.long are cut off by p#a.contained",
    ),
    ("clipped", "cut (1280 px, light)", "are cut off by p#b.lazy"),
    ("clipped", "cut (320 px)", "are cut off by p#c.hidden"),
    ("clipped", "cut (1280 px, light)", "are cut off by p#d.low"),
    ("clipped", "cut (1280 px, light)", "“Out.” in p.outward are cut off by div#e.scroll"),
    ("layout shift", "loud (1280 px, light)", "the layout moves by"),
    ("figures", "figures (1280 x 720, light)", "figure 'tall': stage, bar and line take "),
    ("figures", "figures (390 x 844, dark)", "figure 'small': 'Words' is 9.0 px tall, at least 11: "),
    ("figures", "figures (1280 x 720, dark)", "figure 'typed': a text box stands on the stage or in the bar"),
    (
        "figures",
        "figures (1280 x 720, light)",
        "figure 'held': the handle of 'k' can be hit within less than 24 px",
    ),
    (
        "figures",
        "figures (390 x 844, light)",
        "figure 'held': the handle of 'k' can be hit within less than 44 px",
    ),
]


@pytest.mark.parametrize(("kind", "where", "what"), FOUND)
def test_each_fault_is_found_at_its_place(report, kind, where, what):
    here = [each for each in report.findings if each.check == kind and each.where.startswith(where)]
    assert any(what in each.what for each in here), [str(each) for each in report.findings]


def test_of_a_figure_only_what_is_wrong_is_told(report):
    told = {each.what.partition(":")[0] for each in report.findings if each.check == "figures"}
    assert told == {"figure 'tall'", "figure 'small'", "figure 'typed'", "figure 'held'"}
    assert "'m'" not in " ".join(str(each) for each in report.findings if each.check == "figures")


def test_nothing_is_found_where_nothing_is_wrong(report):
    well = ("index.html", "the archive")
    assert [str(each) for each in report.findings if each.where.startswith(well)] == []


def test_what_scrolls_or_is_hidden_on_purpose_is_in_reach(report):
    assert [str(each) for each in report.findings if each.where.startswith("reached")] == []


def test_a_layout_that_moves_little_is_a_warning(report):
    levels = {each.level for each in report.findings if each.check == "layout shift"}
    assert levels == {"warning"}


def test_what_was_not_looked_at_is_told(report):
    assert report.skipped == ("vnu: not run: a test",)


def test_a_budget_that_is_nearly_used_up_is_a_warning_and_one_that_is_exceeded_an_error():
    near, over, well = (Size("a", whole, 1, 0) for whole in (WHOLE - 1, WHOLE + 1, WHOLE // 2))
    assert [each.level for each in over_budget([near, over, well])] == ["warning", "error"]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("html", "is an HTML file of 999,999 bytes gzipped, at most "),
        ("fonts", "has 999,999 bytes of fonts for the first window, at most "),
        ("elements", "has 999,999 elements, at most 9,000"),
    ],
)
def test_a_page_has_budgets_for_its_html_its_fonts_and_its_elements(named, told):
    (found,) = over_budget([replace(Size("a", 1, 1, 0), **{named: 999_999})])
    assert (found.level, found.where) == ("error", "a")
    assert found.what.startswith(told)


def test_elements_are_counted_when_an_article_was_read_to_its_end(report):
    assert {each.page: each.elements > 10 for each in report.sizes} == {
        each.page: True for each in report.sizes
    }
    assert all(each.html for each in report.sizes)


def test_what_chromium_cannot_do_is_told(tmp_path):
    with pytest.raises(ExplainError, match=r"Chromium: Page\.goto: "), visit(tmp_path) as visiting:
        visiting.chromium.new_page().goto("nowhere:")


def test_words_are_counted_and_those_of_a_main_path_limited(tmp_path):
    start = '<article data-words="main {}, folds 20, captions 9, notes 8"{}>'
    for name, text in (("a", start.format(41, ' data-most-words="40"')), ("b", start.format(4100, ""))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(text)
    counted = words_of(tmp_path)
    assert counted == [Words("a", 41, 20, 9, 8, 40), Words("b", 4100, 20, 9, 8, None)]
    [found] = too_many_words(counted)
    assert (found.where, found.level) == ("a", "error")
    assert found.what.startswith("the main path has 41 words, at most 40: put what goes further between")
    assert not list(too_many_words([Words("a", 40, 99, 99, 99, 40)]))


def test_a_folder_without_a_site_is_told(tmp_path):
    with pytest.raises(ExplainError, match=r"holds no site; run: python build\.py"):
        check(tmp_path, lambda _: None)


WARNING, ERROR = Finding("axe", "a", "b", "warning"), Finding("axe", "a", "b")


@pytest.mark.parametrize(
    ("findings", "words", "code"),
    [
        ((), [], 0),
        ((WARNING,), [], 0),
        ((WARNING,), ["--strict"], 1),
        ((ERROR,), [], 1),
        ((ERROR,), ["--strict"], 1),
    ],
)
def test_the_exit_code_is_the_verdict(monkeypatch, capsys, findings, words, code):
    monkeypatch.setattr("aeexplain.check.check", lambda *_: Report(findings, (), ()))
    assert cli.main(["check", *words]) == code
    assert capsys.readouterr().err == "".join(f"{each.level}: {each}\n" for each in findings)
    assert cli.main(["check", "--json", *words]) == code
    printed = json.loads(capsys.readouterr().out)
    assert printed["passes"] == (code == 0)
    assert [each["level"] for each in printed["findings"]] == [each.level for each in findings]


def test_help_tells_the_exit_codes(capsys):
    assert cli.main(["check", "--help"]) == 0
    assert "130 interrupted" in " ".join(capsys.readouterr().out.split())


ANSWER = {
    "messages": [
        {"type": "error", "url": "", "lastLine": 3, "message": "Bad."},
        {"type": "info", "url": "", "lastLine": 4, "message": "Odd."},
        {
            "type": "info",
            "url": "",
            "lastLine": 5,
            "message": "Trailing slash on void elements has no effect.",
        },
    ]
}


def test_the_nu_checker_is_heard_where_there_is_one(tmp_path, broken):
    answer = json.loads(json.dumps(ANSWER))
    for each in answer["messages"]:
        each["url"] = (broken / "links" / "index.html").resolve().as_uri()
    (tmp_path / "answer.json").write_text(json.dumps(answer))
    (tmp_path / "vnu.jar").touch()
    java = tmp_path / "java"
    java.write_text(f"#!/bin/sh\n{shutil.which('cat')} '{tmp_path / 'answer.json'}'\n")
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    found = vnu.find({"PATH": str(tmp_path), "AEEXPLAIN_VNU": str(tmp_path / "vnu.jar")})
    complaints = [(each.where, each.what, each.level) for each in vnu.complaints(found, broken)]
    assert complaints == [("links/index.html:3", "Bad.", "error"), ("links/index.html:4", "Odd.", "warning")]
    java.write_text("#!/bin/sh\necho 'no class found' >&2\n")
    with pytest.raises(ExplainError, match="failed: no class found"):
        list(vnu.complaints(found, broken))


def test_without_the_nu_checker_the_reason_is_told(tmp_path):
    assert vnu.find({"PATH": str(tmp_path)}) == "not run: there is no java"


def test_the_summary_counts_in_words():
    assert _summary(1, 1) == "1 thing is wrong, 1 warning."
    assert _summary(0, 2) == "0 things are wrong, 2 warnings."
