import assert from "node:assert/strict";
import { test } from "node:test";
import { isSlow } from "../../../src/aeexplain/browser/loading/connection_speed.js";

const came = (...files) => files.map(([transferSize, ms]) => ({ transferSize, responseStart: 9, responseEnd: 9 + ms }));

const REPORTS = {
  "slow, and the page came slowly": [{ downlink: 4 }, came([500_000, 1000]), true],
  "slow, but a file came fast": [{ downlink: 1.5 }, came([500_000, 1000], [100_000, 100]), false],
  "slow, but little came": [{ downlink: 1.5 }, came([40_000, 1000]), false],
  "slow, but all was there already": [{ downlink: 1.5 }, came([0, 1000], [300, 20]), false],
  "fast, though the page came slowly": [{ downlink: 10 }, came([500_000, 1000]), false],
  "nothing, as many browsers do": [undefined, came([500_000, 1000]), false],
};

for (const [report, [connection, transfers, slow]] of Object.entries(REPORTS)) {
  test(`a connection of which the browser reports: ${report}`, () => assert.equal(isSlow(connection, transfers), slow));
}
