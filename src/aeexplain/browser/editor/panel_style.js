// @ts-check

/** How an edited figure and its panel look. The sheets come with the editor: a page that nobody edits has none of them. */

export const PANEL_STYLE = sheet(`
:host { display: block; }
section { display: flex; flex-direction: column; height: 100%; box-sizing: border-box; border: 1px solid var(--outline);
  border-radius: var(--radius-bar); background: var(--paper); overflow: clip; font: var(--small)/1.4 var(--sans); color: var(--ink); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.4rem; padding: 0.35rem 0.5rem; background: var(--bar); }
.buttons { display: flex; flex-wrap: wrap; gap: inherit; }
.says { flex: 1 1 14rem; margin: 0; min-width: 0; color: var(--muted); }
button { min-height: 2rem; padding: 0.15rem 0.6rem; border: 1px solid var(--hairline); border-radius: 0.35rem; background: var(--paper);
  color: var(--ink); font: inherit; font-size: 0.85rem; cursor: pointer; }
button:hover { border-color: var(--ink); }
button:focus-visible, pre:focus-visible { outline: 2px solid var(--ink); outline-offset: 1px; }
.fault { padding: 0.35rem 0.75rem; border-top: 1px solid var(--hairline); color: var(--warn); max-height: 5.5rem; overflow: auto; }
.body { flex: 1 1 0; min-height: 0; display: flex; border-top: 1px solid var(--hairline); }
.code { flex: 1 1 0; min-width: 0; }
pre { flex: 1 1 0; margin: 0; padding: 0.5rem 0.75rem; overflow: auto; font: 0.8125rem/1.5 var(--mono); direction: ltr; }
pre del { color: var(--add); text-decoration: none; }
pre ins { color: var(--take-text); text-decoration: none; }
pre span { color: var(--muted); }
[hidden] { display: none !important; }
:host(.of-cell) .body { flex: none; }
:host(.of-cell) :is(.code, pre) { max-height: 70svh; overflow: auto; }
@media (max-width: 40rem) {
  .says { flex: 1 0 100%; }
  .buttons { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; margin-inline: -0.5rem; padding-inline: 0.5rem; }
  .bar button { flex: none; min-height: 2.5rem; }
  .hint { display: none; } /* the editor shows it at its line */
}
`);

/** Of a list of checks, in the panel and under a figure. */
export const CHECK_STYLE = sheet(`
.checks { padding: 0.5rem 0.75rem; border-top: 1px solid var(--hairline); font: var(--small)/1.4 var(--sans); color: var(--ink);
  max-height: 16rem; overflow: auto; }
:host .checks { flex: none; }
figure.demo > .checks { margin-block-start: 0.5rem; border: 1px solid var(--hairline); border-radius: var(--radius-bar); max-height: none; }
.checks:focus-visible { outline: 2px solid var(--ink); outline-offset: 1px; }
.checks p { margin: 0; color: var(--muted); }
.checks ul { margin: 0.3rem 0; padding: 0; list-style: none; }
.checks li { display: grid; grid-template-columns: 1.4rem minmax(0, 1fr) auto; gap: 0 0.6rem; padding-block: 0.15rem; margin: 0; }
.checks .mark { grid-row: span 2; font-weight: 700; color: var(--take-text); }
.checks .broken .mark, .checks .broken .says { color: var(--warn); }
.checks .numbers { color: var(--muted); font-variant-numeric: tabular-nums; text-align: end; overflow-wrap: anywhere; }
.checks .broken .numbers { color: var(--warn); font-weight: 600; }
.checks .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) {
  :host .checks { max-height: 9rem; }
  .checks li { grid-template-columns: 1.4rem minmax(0, 1fr); }
  .checks .numbers { grid-column: 2; text-align: start; }
}
@media print { figure.demo > .checks { display: none; } }
`);

/** The figure and its code are in sight together: the pictures are lower than usual, and the panel stands at the window's foot. */
const PAGE_STYLE = sheet(`
article > .editing { width: min(100% - 1.5rem, var(--wide)); max-width: none; margin-block: 2.6rem; scroll-margin-top: 0.5rem; }
.editing > figure.demo { margin-block: 0 0.75rem; width: auto; max-width: none; }
.editing > figure.demo .demo-stage, .editing > figure.demo .demo-stage > .view { --tallest: min(16rem, 28svh) !important; }
.editing > figure.demo > figcaption { display: none; }
.editing .tex { font-style: italic; font-family: var(--serif); }
.editing > .edit-panel { position: sticky; inset-block-end: 0.5rem; z-index: 3; height: min(30rem, 42svh); }
.editing > .edit-panel.closed { height: auto; }
@media (max-width: 40rem) {
  article > .editing { width: auto; margin-inline: -0.5rem; }
  .editing > figure.demo .demo-stage, .editing > figure.demo .demo-stage > .view { --tallest: 15svh !important; }
  .editing > .edit-panel { height: 42svh; inset-block-end: 0; }
  .editing .demo-box > .demo-bar { position: static; margin-inline: -0.5rem; }
}
@media print { .editing > .edit-panel { display: none; } .editing > figure.demo > figcaption { display: block; } }
`);

/** Let the page know how an edited figure looks. */
export function dressPage() {
  if (!document.adoptedStyleSheets.includes(PAGE_STYLE)) document.adoptedStyleSheets.push(PAGE_STYLE);
}

/**
 * Let a page know how a list of checks looks.
 * @param {DocumentOrShadowRoot} root
 */
export function dressChecks(root) {
  if (!root.adoptedStyleSheets.includes(CHECK_STYLE)) root.adoptedStyleSheets.push(CHECK_STYLE);
}

/** @param {string} text */
function sheet(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
