// @ts-check

/**
 * Follow one pointer (mouse, finger or pen) from its press on an element until it is lifted or taken away; the browser takes it
 * to scroll the page, and calls the drag off.
 * @param {HTMLElement} element
 * @param {{press: (event: PointerEvent) => void, move: (event: PointerEvent) => void, callOff?: () => void}} drag
 * @param {AbortSignal} signal
 */
export function onDrag(element, { press, move, callOff = () => {} }, signal) {
  /** @type {number | null} */
  let pointer = null;

  element.addEventListener("pointerdown", (event) => {
    if (pointer !== null || !event.isPrimary || event.button !== 0) return;
    pointer = event.pointerId;
    element.setPointerCapture(pointer);
    press(event);
  }, { signal });
  element.addEventListener("pointermove", (event) => event.pointerId === pointer && move(event), { signal });
  element.addEventListener("pointercancel", (event) => event.pointerId === pointer && callOff(), { signal });
  element.addEventListener("lostpointercapture", (event) => {
    if (event.pointerId === pointer) pointer = null;
  }, { signal });
}
