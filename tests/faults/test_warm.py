"""What a build keeps never shows: after any edits the site is, byte for byte, what a build with nothing kept makes."""

import re
import shutil

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FRONT = '+++\ntitle = "{}"\nsummary = "Sum."\nauthors = ["A"]\ndate = 2026-01-31\n+++\n\n'
WORDS = st.sampled_from(
    ("one", "two", "$x^2$", "$$y=x$$ {#eq:y}", "`code`", "*three*", "\n\n## Head\n\n", "\n\n")
)
EDITS = st.one_of(
    st.tuples(st.just("text"), st.lists(WORDS, max_size=5, unique=True).map(" ".join)),
    st.tuples(st.just("title"), st.sampled_from(("T", "U", "<V>"))),
    st.tuples(st.just("site"), st.sampled_from(("S", "Another site"))),
    st.tuples(st.just("work"), st.sampled_from(("On ants", "On bees"))),
    st.tuples(st.just("metric"), st.integers(1, 9999).map(str)),
    st.tuples(st.just("style"), st.sampled_from(("", ".ant { color: red }", ".bee { color: blue }"))),
    st.tuples(st.just("template"), st.sampled_from(("", "<p>More.</p>", "<p>Less.</p>"))),
    st.tuples(st.just("second"), st.sampled_from(("", "There.", "There is more."))),
)
START = {"text": "", "title": "T", "site": "S", "work": "On ants", "metric": "7"} | dict.fromkeys(
    ("style", "template", "second"), ""
)
CASES = max(3, settings.default.max_examples // 20)


@settings(
    max_examples=CASES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(EDITS, min_size=1, max_size=4))
def test_a_warm_build_is_a_cold_one(root, house, made, build, monkeypatch, edits):
    sources = Sources(root, house)
    state = dict(START)
    for what, content in edits:
        state[what] = content
        sources.write(state)
        assert build() == (0, [])
    warm = files(house / "dist")
    shutil.copytree(made, house / "fresh")
    with monkeypatch.context() as patch:
        patch.setenv("AEEXPLAIN_CACHE", str(house / "fresh"))
        shutil.rmtree(house / "dist")
        assert build() == (0, [])
    shutil.rmtree(house / "fresh")
    cold = files(house / "dist")
    assert warm.keys() == cold.keys()
    assert [name for name in warm if warm[name] != cold[name]] == []


class Sources:
    """Writes what a site is made of, only where it differs from what stands there."""

    def __init__(self, root, house):
        self.house = house
        self.style = (root / "templates/assets/site.css").read_text(encoding="utf-8")
        self.archive = (root / "templates/archive.html").read_text(encoding="utf-8")
        self.weights = (root / "weights/swiss-roll.json").read_text(encoding="utf-8")

    def write(self, state):
        work = f"@misc{{ant, author = {{Ant, A.}}, title = {{{state['work']}}}, year = {{2001}}}}\n"
        number = '{{ metric("swiss-roll", "parameters") }}'
        self._put(
            "content/first/article.md", FRONT.format(state["title"]) + f"[@ant] {number}\n\n{state['text']}\n"
        )
        self._put("content/first/references.bib", work)
        self._put(
            "content/site.toml",
            f'title = "{state["site"]}"\nsummary = "About."\nauthor = "A"\nlanguage = "en"\nurl = "https://example.org/"\n',
        )
        self._put("templates/assets/site.css", f"{self.style}\n{state['style']}\n")
        self._put(
            "templates/archive.html",
            self.archive.replace("{% endblock %}", state["template"] + "{% endblock %}"),
        )
        self._put(
            "weights/swiss-roll.json",
            re.sub(r'("parameters": )\d+', rf"\g<1>{state['metric']}", self.weights),
        )
        if state["second"]:
            self._put("content/second/article.md", FRONT.format("Second") + state["second"] + "\n")
        else:
            shutil.rmtree(self.house / "content/second", ignore_errors=True)

    def _put(self, place, text):
        path = self.house / place
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def files(folder):
    """Return all files' bytes by name."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }
