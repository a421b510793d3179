// @ts-check

/**
 * What a board asks of a handle: a point's, or a slider's.
 *
 * @typedef {Object} BoardHandle
 * @property {HTMLElement} element
 * @property {boolean} hovers
 * @property {() => void} refresh
 * @property {(clientX: number, clientY: number) => void} moveTo
 * @property {(clientX: number, clientY: number) => number} distance
 */

/**
 * A view with its handles. A click or a tap on the drawing brings the nearest handle there. A point that
 * hovers follows the mouse besides; a click holds it where it is until the next, or until the mouse has left.
 */
export class Board {
  #figure;
  #view;
  /** @type {BoardHandle[]} */
  #handles = [];
  #held = false;
  #grasped = false;

  /**
   * @param {HTMLElement} figure
   * @param {HTMLElement} view
   * @param {AbortSignal} signal
   */
  constructor(figure, view, signal) {
    this.#figure = figure;
    this.#view = view;
    view.classList.add("board");
    view.addEventListener("pointerdown", ({ target }) => (this.#grasped = target !== view), { signal });
    view.addEventListener("click", (event) => this.#click(event), { signal });
    view.addEventListener("pointermove", (event) => this.#hover(event), { signal });
    view.addEventListener("pointerleave", () => (this.#held = false), { signal });
  }

  /**
   * Take one more handle, and return it.
   * @param {BoardHandle} handle
   */
  add(handle) {
    this.#handles.push(handle);
    handle.refresh();
    return handle;
  }

  /** @param {MouseEvent} event */
  #click({ detail, target, clientX, clientY }) {
    if (detail === 0) return; // Enter or Space on a handle
    const onHandle = this.#grasped || target !== this.#view;
    const handle = onHandle ? this.#handles.find(({ element }) => element === target) : this.#nearest(clientX, clientY);
    if (handle?.hovers) this.#held = !this.#held;
    if (onHandle || !handle) return;
    handle.moveTo(clientX, clientY);
    handle.element.focus({ preventScroll: true });
  }

  /** @param {PointerEvent} event */
  #hover({ pointerType, buttons, target, clientX, clientY }) {
    if (pointerType !== "mouse" || buttons !== 0 || this.#held || "running" in this.#figure.dataset) return;
    const follower = this.#handles.find(({ hovers }) => hovers);
    if (target === this.#view || target === follower?.element) follower?.moveTo(clientX, clientY);
  }

  /**
   * @param {number} clientX
   * @param {number} clientY
   */
  #nearest(clientX, clientY) {
    const away = this.#handles.map((handle) => handle.distance(clientX, clientY));
    return this.#handles[away.indexOf(Math.min(...away))];
  }
}
