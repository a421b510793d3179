// @ts-check
import { inputOf } from "./control_element.js";
import { enter } from "./enter.js";

/**
 * Return what kinds share whose native input is typed into. A text may be unfinished: the value that holds meanwhile is the input's
 * data-value, or the one that the page was built with.
 * @template {import("./control_kind.js").Value} T
 * @param {(text: string, data: import("./numbers.js").Data) => T | null} readText
 */
export function typed(readText) {
  /** @param {HTMLElement} control */
  function read(control) {
    const { value, dataset } = inputOf(control);
    const known = [value, dataset["value"], control.dataset["start"]];
    const found = known.map((text) => (text === undefined ? null : readText(text, control.dataset))).find((each) => each !== null);
    if (found == null) throw new Error(`[aeexplain] the control ${control.dataset["control"]} holds no value`);
    return found;
  }

  /**
   * @param {HTMLElement} control
   * @param {import("./control_kind.js").Value} value
   */
  function write(control, value) {
    inputOf(control).value = String(value);
  }

  return {
    readText,
    read,
    write,
    /** @param {HTMLElement} control */
    note: (control) => void (inputOf(control).dataset["value"] = String(read(control))),
    /** @param {HTMLElement} control */
    settle: (control) => write(control, read(control)),
    /**
     * Move the control as if the reader had typed; a text that is none of the control's moves nothing.
     * @param {HTMLElement} control
     * @param {string} text
     */
    enter(control, text) {
      const value = readText(text, control.dataset);
      if (value !== null) enter(inputOf(control), String(value));
    },
  };
}
