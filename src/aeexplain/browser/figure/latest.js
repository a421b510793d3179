// @ts-check

/**
 * Return a job that always works on the latest state: one run under way, at most one waiting.
 *
 * `job` reads the state when it begins, so whatever changed while we waited is drawn once, not once per change.
 *
 * @param {() => Promise<unknown>} ready  waits for what the job needs; where that fails, nothing stays waiting
 * @param {() => Promise<unknown>} job
 * @param {(error: unknown) => void} onError
 */
export function latest(ready, job, onError) {
  let wanted = false;
  let busy = false;

  async function work() {
    busy = true;
    try {
      while (wanted) {
        await ready();
        wanted = false;
        await job().catch(onError);
      }
    } catch (error) {
      wanted = false;
      onError(error);
    } finally {
      busy = false;
      // Somebody may have asked again when it failed.
      if (wanted) void work();
    }
  }

  return {
    get busy() {
      return busy;
    },
    ask() {
      wanted = true;
      if (!busy) void work();
    },
  };
}
