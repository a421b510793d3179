// @ts-check

/**
 * Tell the bench, when what stands in the page now has been painted, how many milliseconds that took since navigation.
 * @param {string} shown
 */
export function tell(shown) {
  document.body.textContent = shown;
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (document.documentElement.dataset["live"] = String(performance.now()));
    port2.postMessage(null);
  });
}
