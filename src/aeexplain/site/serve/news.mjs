// @ts-check
// Listens to what the server tells of its site. Of HTTP/1.1, a browser has at most six connections to one server over all of its
// tabs, and a stream of events takes one as long as it lives: so one worker listens for all tabs. Where there is no such
// worker, a page listens while it can be seen.

const EVENTS = "/.serve/events";

/**
 * Call `hear` with each piece of news, from now on, and whether it was told to other tabs before. A page that comes back from
 * the browser's store of left pages hears the latest.
 * @param {(data: string, earlier: boolean) => void} hear
 * @returns {{end: () => void}} what ends it
 */
export function listen(hear) {
  let connect = "SharedWorker" in self ? shared : whileSeen;
  /** Ends the connection; null where there is none. @type {(() => void) | null} */
  let close = null;
  let [over, returned] = [false, false];
  /** @type {typeof hear} */
  const told = (data, earlier) => hear(data, earlier && !returned);
  const begin = () => {
    if (over || close) return;
    try {
      close = connect(told, alone);
    } catch {
      alone(); // a browser may forbid the worker
    }
  };
  const end = () => {
    close?.();
    close = null;
  };
  function alone() {
    end();
    connect = whileSeen;
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
      over = true;
      end();
    },
  };
}

/**
 * Listen to the worker that all tabs share; `fail` is called where it does not start.
 * @param {(data: string, earlier: boolean) => void} hear
 * @param {() => void} fail
 */
function shared(hear, fail) {
  const worker = new SharedWorker("/.serve/shared.js", "aeexplain-serve");
  const { port } = worker;
  worker.addEventListener("error", fail, { once: true });
  port.addEventListener("message", ({ data }) => hear(data.news, data.earlier));
  port.start();
  return () => {
    worker.removeEventListener("error", fail);
    port.postMessage("end");
    port.close();
  };
}

/**
 * Listen without others, while the page can be seen.
 * @param {(data: string, earlier: boolean) => void} hear
 */
function whileSeen(hear) {
  /** @type {EventSource | null} */
  let events = null;
  const look = () => {
    if (document.visibilityState === "visible") {
      events ??= new EventSource(EVENTS);
      events.onmessage = ({ data }) => hear(data, false);
    } else {
      events?.close();
      events = null;
    }
  };
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    document.removeEventListener("visibilitychange", look);
    events?.close();
    events = null;
  };
}
