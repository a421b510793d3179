// @ts-check

/** What failed, as the reader is told: `message` finishes a sentence, `detail` (a traceback) is for the console. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {string} [detail]
   */
  constructor(message, detail = "") {
    super(message);
    this.name = "Failure";
    this.detail = detail;
  }
}

/** One state could not be drawn; the next may well be. */
export class DrawingFailure extends Failure {}

/** The site has published another edition than the open page, and the files of this one may be gone. */
export class OutdatedFailure extends Failure {}

/**
 * Return any thrown thing as a Failure.
 * @param {unknown} error
 */
export function asFailure(error) {
  if (error instanceof Failure) return error;
  if (error instanceof Error) return new Failure(error.message, error.stack);
  return new Failure(String(error));
}
