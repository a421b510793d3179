// @ts-check

/**
 * What a kind of control is to the page: one module in `kinds` exports it, under the name that `kind` has in its Python.
 *
 * @typedef {number | string | boolean} Value  as Python takes it: a number for a slider and a seed, an option's text for a choice, a
 *   boolean for a toggle, a text for all others
 *
 * @typedef {Object} ControlKind
 * @property {(text: string, data: import("./numbers.js").Data) => Value | null} readText  a text from the address or from a hand as the
 *   control's value, in range; null where it is none. It knows nothing but the text and the data that Python has written, and gives
 *   what Python's `read_value` gives
 * @property {(control: HTMLElement) => Value} read  what the inputs hold
 * @property {(control: HTMLElement, value: Value) => void} write  move the inputs
 * @property {(control: HTMLElement) => void} [note]  keep the value that holds while a typed text is unfinished
 * @property {(control: HTMLElement) => void} [settle]  write the value that holds in the place of a typed text
 * @property {(control: HTMLElement, place: Place) => Instrument | Instrument[] | undefined | void} [bind]  give it what it has beside its native inputs
 *
 * @typedef {Object} Place  where a control stands
 * @property {HTMLElement} figure
 * @property {() => boolean} busy  whether the figure is still drawing
 * @property {(control: HTMLElement) => HTMLElement[]} viewsOf  the views on which it lies
 * @property {(view: HTMLElement) => import("./instruments/point_board.js").Board} boardOf  a view's handles, which share clicks
 * @property {AbortSignal} signal
 *
 * What a control has beside its native input: handles on a drawing, a pad, a button. The input alone holds the value.
 *
 * @typedef {Object} Instrument
 * @property {() => unknown} [refresh]  show what the input holds; the picture may be another one as well
 * @property {() => unknown} [rest]  stop whatever moves by itself
 */

export {};
