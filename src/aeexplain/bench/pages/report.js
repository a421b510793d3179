// @ts-check

/**
 * Report to the bench, once a text is painted, how many milliseconds that took since navigation: in
 * the page itself, and to the host where the page's address asks for it.
 * @param {string} shown
 */
export function reportPainted(shown) {
  document.body.textContent = shown;
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const live = String(performance.now());
      document.documentElement.dataset["live"] = live;
      if (location.search === "?report") void fetch("live", { method: "POST", body: live });
    };
    port2.postMessage(null);
  });
}
