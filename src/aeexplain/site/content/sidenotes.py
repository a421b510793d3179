"""Side notes: each is written once and called once."""

from html import escape

from aeexplain.errors import did_you_mean
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.slugs import fragment
from aeexplain.site.markup.nodes import NoteCall, NoteText, Scanned


def check_notes(body: Scanned, errors: ErrorList) -> None:
    """Note every call without a note, every note without a call, and what stands twice."""
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
    for kind, nodes in (("written", texts), ("called", calls)):
        _once(kind, nodes, errors)


def call_html(call: NoteCall, body: Scanned) -> str:
    """Return a call as HTML: the note's number, which leads to the note."""
    number, name = _number(call.name, body), escape(call.name)
    target = escape(fragment(f"note-{call.name}"))
    return (
        f'<sup class="note-call"><a href="#{target}" id="call-{name}" role="doc-noteref" '
        f'aria-label="Note {number}">{number}</a></sup>'
    )


def text_html(note: NoteText, text: str, body: Scanned) -> str:
    """Return a note as HTML; `text` is HTML already."""
    number, name = _number(note.name, body), escape(note.name)
    target = escape(fragment(f"call-{note.name}"))
    back = (
        f'<a href="#{target}" role="doc-backlink" aria-label="Back to the call of note {number}">{number}</a>'
    )
    return f'<aside class="note" id="note-{name}" role="doc-footnote"><p>{back} {text}</p></aside>'


def _number(name: str, body: Scanned) -> int:
    """Return the number that a note's call shows, from 1 in the order of the calls."""
    return [call.name for call in body.of(NoteCall)].index(name) + 1


def _once(kind: str, nodes: tuple[NoteText, ...] | tuple[NoteCall, ...], errors: ErrorList) -> None:
    seen: set[str] = set()
    for node in nodes:
        if node.name in seen:
            errors.add(node.where, f"the note {node.name!r} is {kind} twice", "give the second its own name")
        seen.add(node.name)
