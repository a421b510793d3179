// @ts-check

/**
 * Call `onChange` whenever an element becomes visible to the reader or stops being so: by scrolling, or with its whole tab.
 * @param {HTMLElement} element
 * @param {(visible: boolean) => void} onChange
 * @param {AbortSignal} signal
 */
export function watchVisibility(element, onChange, signal) {
  let inWindow = true;
  const tell = () => onChange(inWindow && !document.hidden);
  const observer = new IntersectionObserver((entries) => {
    inWindow = entries.at(-1)?.isIntersecting ?? inWindow;
    tell();
  });
  observer.observe(element);
  document.addEventListener("visibilitychange", tell, { signal });
  signal.addEventListener("abort", () => observer.disconnect());
}
