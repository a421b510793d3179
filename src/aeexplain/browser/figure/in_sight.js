// @ts-check

/**
 * Call `onChange` whenever an element comes into the reader's sight or leaves it: by scrolling, or with its whole tab.
 * @param {HTMLElement} element
 * @param {(seen: boolean) => void} onChange
 * @param {AbortSignal} signal
 */
export function watchSight(element, onChange, signal) {
  let near = true;
  const tell = () => onChange(near && !document.hidden);
  const observer = new IntersectionObserver((entries) => {
    near = entries.at(-1)?.isIntersecting ?? near;
    tell();
  });
  observer.observe(element);
  document.addEventListener("visibilitychange", tell, { signal });
  signal.addEventListener("abort", () => observer.disconnect());
}
