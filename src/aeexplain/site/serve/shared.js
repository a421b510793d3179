// @ts-check
// The worker that listens to the server for all tabs of a browser, and hands on what it hears. It lives as long as one of them.
(() => {
  /** Milliseconds until a server that refused is asked again. */
  const RETRY_AFTER = 1000;
  /** @type {Set<MessagePort>} */
  const ports = new Set();
  /** What was heard last of the server that is there now. @type {string | null} */
  let latest = null;

  function listen() {
    const events = new EventSource("/.serve/events");
    events.onmessage = ({ data }) => {
      latest = data;
      for (const port of ports) port.postMessage({ news: data, earlier: false });
    };
    events.onerror = () => {
      // Another server may be there next, and count its versions anew.
      latest = null;
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_AFTER);
    };
  }

  addEventListener("connect", (event) => {
    const port = /** @type {MessageEvent} */ (event).ports[0];
    if (!port) return;
    port.onmessage = () => ports.delete(port);
    ports.add(port);
    if (latest !== null) port.postMessage({ news: latest, earlier: true });
  });
  listen();
})();
