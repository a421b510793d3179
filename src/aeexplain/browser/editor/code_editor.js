// @ts-check
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import {
  HighlightStyle, bracketMatching, codeFolding, foldEffect, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting, ensureSyntaxTree,
} from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorSelection, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/**
 * The editor for a figure's Python. The build bundles this module with CodeMirror into one file, which is fetched when a reader
 * asks to edit, and only then. Tab indents; Escape lets the keyboard go to the next thing on the page.
 *
 * @typedef {{what: string, line: number, column: number, hint: string}} Fault
 * @typedef {Object} Settings
 * @property {HTMLElement} place
 * @property {ShadowRoot} root  that holds it: within one the editor's style sheets need no permission of the page's policy
 * @property {string} text
 * @property {string} label
 * @property {() => void} onChange
 * @property {() => void} onRun  Ctrl-Enter, or Cmd-Enter
 * @property {() => void} onLeave  Escape
 */

/** @type {import("@codemirror/state").StateEffectType<Fault | null>} */
const setFault = StateEffect.define();

/** The fault's sentence, under its line. */
class FaultWidget extends WidgetType {
  /** @param {Fault} fault */
  constructor(fault) {
    super();
    this.fault = fault;
  }

  /**
   * @override
   * @param {FaultWidget} other
   */
  eq(other) {
    return other.fault.what === this.fault.what && other.fault.hint === this.fault.hint;
  }

  /** @override */
  toDOM() {
    const box = document.createElement("div");
    box.className = "cm-fault";
    box.textContent = this.fault.hint ? `${this.fault.what}; ${this.fault.hint}` : this.fault.what;
    return box;
  }
}

const faultField = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    let found = marks.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setFault)) found = marksOf(effect.value, transaction.state);
    return found;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * @param {Fault | null} fault
 * @param {EditorState} state
 */
function marksOf(fault, state) {
  if (!fault?.line) return Decoration.none;
  const line = state.doc.line(Math.min(fault.line, state.doc.lines));
  return Decoration.set([
    Decoration.line({ class: "cm-fault-line" }).range(line.from),
    Decoration.widget({ widget: new FaultWidget(fault), block: true, side: 1 }).range(line.to),
  ]);
}

/** The colours are those of code elsewhere on the page: weight and shade, not hue. */
const colours = HighlightStyle.define([
  { tag: tags.keyword, fontWeight: "700" },
  { tag: [tags.comment, tags.docString], color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--model-ink)" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], fontWeight: "650" },
]);

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "0.8125rem" },
  "&.cm-focused": { outline: "2px solid var(--ink)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", direction: "ltr" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--muted)", backgroundColor: "var(--bar)", borderRight: "1px solid var(--hairline)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--hairline) 40%, transparent)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--model) 30%, transparent)",
  },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--model) 16%, transparent)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "color-mix(in srgb, var(--model) 25%, transparent)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "color-mix(in srgb, var(--warn) 30%, transparent)" },
  ".cm-foldPlaceholder": { color: "var(--muted)", backgroundColor: "var(--bar)", border: "1px solid var(--hairline)", padding: "0 0.4em" },
  ".cm-fault-line": { backgroundColor: "color-mix(in srgb, var(--warn) 18%, transparent)" },
  ".cm-fault": {
    padding: "0.2rem 0.75rem", color: "var(--warn)", font: "0.8125rem/1.4 var(--sans)", whiteSpace: "pre-wrap",
    position: "sticky", insetInlineStart: "0", width: "fit-content", maxWidth: "calc(min(100vw, var(--wide)) - 6rem)",
  },
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--bar)", fontFamily: "var(--sans)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--hairline)" },
  ".cm-textfield": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--outline)", fontSize: "16px" },
  ".cm-button": { color: "var(--ink)", backgroundColor: "var(--paper)", backgroundImage: "none", border: "1px solid var(--outline)" },
  ".cm-searchMatch": { backgroundColor: "color-mix(in srgb, var(--touch) 30%, transparent)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in srgb, var(--touch) 55%, transparent)" },
});

export class CodeEditor {
  #view;

  /** @param {Settings} settings */
  constructor({ place, root, text, label, onChange, onRun, onLeave }) {
    const own = keymap.of([
      { key: "Mod-Enter", run: () => (onRun(), true), preventDefault: true },
      { key: "Tab", run: indent, shift: indentLess },
      { key: "Escape", run: () => (onLeave(), true) },
    ]);
    this.#view = new EditorView({
      parent: place,
      root,
      state: EditorState.create({
        doc: text,
        extensions: [
          // What the search panel or a selection does by Escape comes first.
          keymap.of(searchKeymap), own, keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap]),
          lineNumbers(), foldGutter(), codeFolding(), history(), drawSelection(), highlightActiveLine(), highlightActiveLineGutter(),
          bracketMatching(), indentOnInput(), search(), highlightSelectionMatches(), pythonLanguage, indentUnit.of("    "),
          syntaxHighlighting(colours), look, faultField, EditorState.tabSize.of(4),
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
          EditorView.updateListener.of(({ docChanged }) => void (docChanged && onChange())),
        ],
      }),
    });
  }

  get text() {
    return this.#view.state.doc.toString();
  }

  /** @param {string} text  in the place of all that there is; it can be undone */
  replace(text) {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
  }

  /** Fold all but the function that comes first to a reader, and go there: helpers and the declaration open by a press. */
  foldAllBut(/** @type {string} */ name) {
    const { state } = this.#view;
    const effects = [];
    let start = 0;
    const tree = ensureSyntaxTree(state, state.doc.length, MILLISECONDS_TO_READ);
    for (let node = tree?.topNode.firstChild; node; node = node.nextSibling) {
      const first = state.doc.lineAt(node.from);
      if (state.sliceDoc(node.from, node.to).startsWith(`def ${name}(`)) start = node.from;
      else if (FOLDED.has(node.name) && node.to > first.to) effects.push(foldEffect.of({ from: first.to, to: node.to }));
    }
    const top = EditorView.scrollIntoView(start, { y: "start", yMargin: 4 });
    this.#view.dispatch({ selection: EditorSelection.cursor(start), effects: [...effects, top] });
  }

  /** @param {Fault | null} fault  is shown at its line */
  show(fault) {
    this.#view.dispatch({ effects: setFault.of(fault) });
  }

  /** Go to a line. @param {number} line */
  goTo(line) {
    const { doc } = this.#view.state;
    const { from } = doc.line(Math.max(1, Math.min(line, doc.lines)));
    this.#view.dispatch({ selection: EditorSelection.cursor(from), effects: EditorView.scrollIntoView(from, { y: "center" }) });
    this.#view.focus();
  }

  focus() {
    this.#view.focus();
  }

  destroy() {
    this.#view.destroy();
  }
}

/** How long the whole text may take to be read; a figure's takes some ten. */
const MILLISECONDS_TO_READ = 2000;
/** What is folded at first, where it is longer than a line. */
const FOLDED = new Set(["FunctionDefinition", "ClassDefinition", "DecoratedStatement", "AssignStatement"]);

/**
 * Indent what is selected by a step, or put one where the caret is.
 * @type {import("@codemirror/view").Command}
 */
function indent(view) {
  if (view.state.selection.ranges.some((range) => !range.empty)) return indentMore(view);
  view.dispatch(view.state.update(view.state.replaceSelection("    "), { scrollIntoView: true, userEvent: "input" }));
  return true;
}
