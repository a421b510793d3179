// @ts-check

const SHARE = 0.6; // of the figure, or of the window where the figure is larger
const WAIT = 1500; // milliseconds in sight
const MOTION = { duration: 900, easing: "cubic-bezier(.45, 0, .3, 1)" };
const WORD = 2400; // milliseconds that the word can be read
const WAY = [0, 14, -8, 0]; // pixels
const GAP = 8; // pixels between handle and word
const TOUCHES = ["pointerdown", "keydown", "focusin", "input"];
const STEPS = Array.from({ length: 21 }, (_, step) => step / 20);

/**
 * Move a figure's main handle once, with a word beside it, when the figure has been mostly in sight for a while and nobody has touched
 * it; who wants no motion gets the word alone. The figure's state stays as it is.
 * @param {HTMLElement} figure
 * @param {AbortSignal} signal
 */
export function nudge(figure, signal) {
  const done = new AbortController();
  signal.addEventListener("abort", () => done.abort());
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const observer = new IntersectionObserver((entries) => {
    const entry = entries.at(-1);
    if (!entry || !isMostlyInSight(entry)) {
      clearTimeout(waiting);
      waiting = undefined;
    } else waiting ??= setTimeout(begin, WAIT);
  }, { threshold: STEPS });

  function begin() {
    waiting = undefined;
    if ("introducing" in figure.dataset) {
      waiting = setTimeout(begin, WAIT); // it moves by itself
      return;
    }
    const handle = mainHandle(figure);
    if (!handle || !isInWindow(handle)) return; // the observer tells of the next move of the page
    observer.disconnect();
    show(handle, done);
  }

  done.signal.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(waiting);
  });
  for (const touch of TOUCHES) figure.addEventListener(touch, () => done.abort(), { signal: done.signal, capture: true });
  if (mainHandle(figure)) observer.observe(figure);
}

/**
 * @param {HTMLElement} handle
 * @param {AbortController} done
 */
function show(handle, done) {
  const word = wordBeside(handle);
  const motion = matchMedia("(prefers-reduced-motion: reduce)").matches ? null : move(handle);
  done.signal.addEventListener("abort", () => {
    word.remove();
    motion?.cancel();
  });
  setTimeout(() => done.abort(), WORD);
}

/**
 * What lies over a whole view, to be tapped or turned, has nothing that could move.
 * @param {HTMLElement} handle
 */
function move(handle) {
  const axis = handle.classList.contains("along-y") ? "Y" : "X";
  return handle.animate({ transform: WAY.map((pixels) => `translate${axis}(${pixels}px)`) }, MOTION);
}

/** @param {HTMLElement} handle */
function wordBeside(handle) {
  const word = document.createElement("span");
  word.className = "hint";
  word.textContent = handle.dataset["hint"] ?? "";
  word.setAttribute("aria-hidden", "true"); // the handle's own name says how it is moved
  handle.parentElement?.append(word);
  const [box, ground] = [visiblePart(handle).getBoundingClientRect(), word.offsetParent?.getBoundingClientRect()];
  if (!ground) return word;
  const right = box.right + GAP + word.offsetWidth < document.documentElement.clientWidth;
  word.style.left = `${(right ? box.right + GAP : box.left - GAP - word.offsetWidth) - ground.left}px`;
  word.style.top = `${box.top + box.height / 2 - ground.top}px`;
  return word;
}

/**
 * Return what is seen of a handle, where that is less than the handle.
 * @param {HTMLElement} handle
 */
function visiblePart(handle) {
  return handle.querySelector("span") ?? handle;
}

/**
 * Return the handle of the figure's main control, or its first.
 * @param {HTMLElement} figure
 */
function mainHandle(figure) {
  const all = [...figure.querySelectorAll(".handle")].filter((handle) => handle instanceof HTMLElement);
  const shown = all.filter(({ hidden }) => !hidden);
  return shown.find(({ dataset }) => dataset["of"] === figure.dataset["main"]) ?? shown[0];
}

/** @param {IntersectionObserverEntry} entry */
function isMostlyInSight({ intersectionRatio, intersectionRect, rootBounds }) {
  return intersectionRatio >= SHARE || intersectionRect.height >= SHARE * (rootBounds?.height ?? Infinity);
}

/** @param {HTMLElement} handle */
function isInWindow(handle) {
  const { top, bottom, width } = visiblePart(handle).getBoundingClientRect();
  return width > 0 && top >= 0 && bottom <= innerHeight;
}
