// @ts-check
// Listens to the server's events about its site. Of HTTP/1.1, a browser has at most six connections to one server over all of its
// tabs, and a stream of events takes one as long as it lives: so one worker listens for all tabs. Where there is no such
// worker, a page listens while it can be seen.

const EVENTS = "/.serve/events";

/**
 * Call `onNews` with each piece of news, from now on, and whether other tabs have heard it before. A page that comes back from
 * the browser's store of left pages hears the latest.
 * @param {(data: string, earlier: boolean) => void} onNews
 * @returns {{end: () => void}} what ends it
 */
export function listen(onNews) {
  let connect = "SharedWorker" in self ? listenShared : listenWhileVisible;
  /** Ends the connection; null where there is none. @type {(() => void) | null} */
  let close = null;
  let [ended, returned] = [false, false];
  /** @type {typeof onNews} */
  const onData = (data, earlier) => onNews(data, earlier && !returned);
  const begin = () => {
    if (ended || close) return;
    try {
      close = connect(onData, listenAlone);
    } catch {
      // A browser may forbid the worker.
      listenAlone();
    }
  };
  const end = () => {
    close?.();
    close = null;
  };
  function listenAlone() {
    end();
    connect = listenWhileVisible;
    begin();
  }
  addEventListener("pagehide", end);
  addEventListener("pageshow", ({ persisted }) => {
    returned ||= persisted;
    begin();
  });
  begin();
  return {
    end() {
      ended = true;
      end();
    },
  };
}

/**
 * Listen to the worker that all tabs share; `onFailure` is called where it does not start.
 * @param {(data: string, earlier: boolean) => void} onNews
 * @param {() => void} onFailure
 */
function listenShared(onNews, onFailure) {
  const worker = new SharedWorker("/.serve/shared.js", "aeexplain-serve");
  const { port } = worker;
  worker.addEventListener("error", onFailure, { once: true });
  port.addEventListener("message", ({ data }) => onNews(data.news, data.earlier));
  port.start();
  return () => {
    worker.removeEventListener("error", onFailure);
    port.postMessage("end");
    port.close();
  };
}

/**
 * Listen without others, while the page can be seen.
 * @param {(data: string, earlier: boolean) => void} onNews
 */
function listenWhileVisible(onNews) {
  /** @type {EventSource | null} */
  let events = null;
  const followVisibility = () => {
    if (document.visibilityState === "visible") {
      events ??= new EventSource(EVENTS);
      events.onmessage = ({ data }) => onNews(data, false);
    } else {
      events?.close();
      events = null;
    }
  };
  document.addEventListener("visibilitychange", followVisibility);
  followVisibility();
  return () => {
    document.removeEventListener("visibilitychange", followVisibility);
    events?.close();
    events = null;
  };
}
