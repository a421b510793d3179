// @ts-check

const SLIP = 6; // pixels that a finger may slip while it taps

/**
 * Let a finger that swipes over a slider scroll the page. Browsers move the slider as soon as it is touched; until it is known what
 * the finger wants, nobody hears of that, and where the page scrolls the slider goes back.
 * @param {HTMLInputElement} slider
 * @param {AbortSignal} signal
 */
export function onSwipe(slider, signal) {
  /** The touch of which it is not known yet what it wants, or that scrolls. @type {{x: number, y: number, value: string, scrolls: boolean} | null} */
  let touch = null;

  slider.addEventListener("pointerdown", ({ pointerType, isPrimary, clientX, clientY }) => {
    if (pointerType !== "mouse" && isPrimary) touch = { x: clientX, y: clientY, value: slider.value, scrolls: false };
  }, { signal, capture: true });
  slider.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (!touch || touch.scrolls) return;
    const [across, down] = [Math.abs(clientX - touch.x), Math.abs(clientY - touch.y)];
    if (across > SLIP && across > down) take();
  }, { signal });
  slider.addEventListener("pointerup", take, { signal });
  slider.addEventListener("pointercancel", () => {
    if (!touch) return;
    touch.scrolls = true;
    slider.value = touch.value;
  }, { signal });
  for (const end of ["touchend", "touchcancel"]) slider.addEventListener(end, leave, { signal, passive: true });
  for (const each of ["input", "change"]) slider.addEventListener(each, hold, { signal, capture: true });

  /** @param {Event} event */
  function hold(event) {
    if (!touch) return;
    event.stopImmediatePropagation();
    if (touch.scrolls) slider.value = touch.value;
  }

  /** It is a tap, or the slider is drawn along. */
  function take() {
    if (!touch || touch.scrolls) return;
    const moved = slider.value !== touch.value;
    touch = null;
    if (moved) slider.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function leave() {
    if (touch?.scrolls) slider.value = touch.value;
    // What the browser still makes of this touch comes before the next task.
    setTimeout(() => (touch = touch?.scrolls ? null : touch));
  }
}
