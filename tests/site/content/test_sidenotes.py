import re

import pytest
from english import ENGLISH

from aeexplain.errors import ExplainError
from aeexplain.site.content.sidenotes import call_html, check_notes, text_html
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.markdown import convert, fill
from aeexplain.site.markup.nodes import NoteCall


def html(text):
    errors = ErrorList()
    body = scan(text, "a.md", errors)
    check_notes(body, errors)
    errors.raise_if_any()

    def filling(index):
        mark = body.nodes[index]
        return call_html(mark, body) if isinstance(mark, NoteCall) else text_html(mark, mark.text, body)

    return ENGLISH.fill(fill(convert(body).html, filling))


def test_a_note_stands_right_after_the_paragraph_that_calls_it():
    found = html("One.[^a] Two.\n\nThree.\n\n[^a]: The note.\n")
    assert found.startswith('<div class="noted"><p>One.<sup class="note-call"><a href="#note-a" id="call-a"')
    assert found.index("The note.") < found.index("<p>Three.</p>")
    assert '<aside class="note" id="note-a" role="doc-footnote"><p><a href="#call-a"' in found


def test_notes_are_numbered_as_they_are_called():
    found = html("B[^b] and a[^a].\n\n[^a]: Second.\n[^b]: First.\n")
    assert found.index("First.") < found.index("Second.")
    assert 'id="call-b" role="doc-noteref" aria-label="Note 1">1</a>' in found


def test_a_note_may_run_over_lines():
    assert "one\ntwo" in html("A.[^a]\n\n[^a]: one\ntwo\n")


def test_a_note_that_is_called_twice_stands_beside_the_first_call_and_each_call_leads_to_it():
    found = html("A.[^a] B.[^a]\n\nC.[^a]\n\n[^a]: The note.\n")
    assert found.count("The note.") == 1
    assert re.findall(r'href="#note-a" id="([^"]*)"', found) == ["call-a", "call-a-2", "call-a-3"]
    assert found.index("The note.") < found.index("C.")


def test_a_note_goes_on_with_what_is_indented_beneath_it():
    found = html("A.[^a]\n\n[^a]: One.\n\n    Two.\n\n    - Three.\n\nB.\n")
    assert ">1</a> One.</p>\n<p>Two.</p>\n<ul>\n<li>Three.</li>\n</ul></aside>" in found
    assert found.endswith("<p>B.</p>")


@pytest.mark.parametrize(
    "text", ["| a[^n] |\n|---|", "> a[^n]", "- a\n\n  > b[^n]", "<div>\n\na[^n]\n\n</div>"]
)
def test_a_note_may_be_called_from_anything_that_is_text(text):
    assert html(f"{text}\n\n[^n]: The note.\n").count("The note.") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A.[^b]", "a.md:1:3: no note named 'b'; write [^b]: and the note"),
        ("A.[^nota]\n\n[^note]: N.", "a.md:1:3: no note named 'nota'; did you mean 'note'?"),
        ("[^a]: N.", "a.md:1:1: the note 'a' is never called; call it or remove it"),
        ("A.[^a]\n\n[^a]: N.\n\n[^a]: M.", "a.md:5:1: the note 'a' is written twice"),
        ("A.[^a]\n\n[^a]:\n", "a.md:3:1: the note 'a' holds nothing; write it, or remove it"),
        ("::demo x A.[^a]", "a.md:1:12: '[^a]' cannot stand in a caption; move it into the text"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, message):
    with pytest.raises(ExplainError) as raised:
        html(text)
    assert message in str(raised.value)
