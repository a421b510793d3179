"""Side notes: each is written once and called, perhaps more than once."""

import re
from html import escape

from aeexplain.errors import did_you_mean
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.slugs import fragment
from aeexplain.site.markup.nodes import NoteCall, NoteText, Scanned
from aeexplain.word_places import word_place

BLOCK = re.compile(r"<(?:p|[ou]l|dl|pre|div|blockquote|figure|table|details|hr)\b|\ue001")


def check_notes(body: Scanned, errors: ErrorList) -> None:
    """Note every call without a note, every note without a call, and every note that is written twice."""
    texts, calls = body.of(NoteText), body.of(NoteCall)
    names = {note.name for note in texts}
    for call in calls:
        if call.name not in names and "note" not in body.refused:
            hint = did_you_mean(call.name, names) if names else f"write [^{call.name}]: and the note"
            errors.add(call.where, f"no note named {call.name!r}", hint)
    called = {call.name for call in calls}
    for note in texts:
        if note.name not in called and "notecall" not in body.refused:
            errors.add(note.where, f"the note {note.name!r} is never called", "call it or remove it")
    seen: set[str] = set()
    for note in texts:
        if note.name in seen:
            errors.add(note.where, f"the note {note.name!r} is written twice", "give the second its own name")
        seen.add(note.name)


def call_html(call: NoteCall, body: Scanned) -> str:
    """Return a call as HTML: the note's number, which leads to the note."""
    number, id = _number(call.name, body), escape(_call_id(call, body))
    target = escape(fragment(f"note-{call.name}"))
    return (
        f'<sup class="note-call"><a href="#{target}" id="{id}" role="doc-noteref" '
        f'aria-label="{word_place("note_number", number=number)}">{number}</a></sup>'
    )


def text_html(note: NoteText, text: str, body: Scanned) -> str:
    """Return a note as HTML; `text` is HTML already."""
    number, name = _number(note.name, body), escape(note.name)
    target = escape(fragment(f"call-{note.name}"))
    back = f'<a href="#{target}" role="doc-backlink" aria-label="{word_place("back_to_note_call", number=number)}">{number}</a>'
    if not BLOCK.match(text):
        whole = f"<p>{back} {text}</p>"
    elif text.startswith("<p>"):
        whole = f"<p>{back} {text.removeprefix('<p>')}"
    else:
        whole = f"<p>{back}</p>\n{text}"
    return f'<aside class="note" id="note-{name}" role="doc-footnote">{whole}</aside>'


def _call_id(call: NoteCall, body: Scanned) -> str:
    """Return the id of a call: `call-NAME`, of the second call of a note `call-NAME-2`."""
    own = [each.where for each in body.of(NoteCall) if each.name == call.name]
    count = own.index(call.where) + 1
    return f"call-{call.name}" + (f"-{count}" if count > 1 else "")


def _number(name: str, body: Scanned) -> int:
    """Return the number that a note's calls show, from 1 in the order of the first calls."""
    return list(dict.fromkeys(call.name for call in body.of(NoteCall))).index(name) + 1
