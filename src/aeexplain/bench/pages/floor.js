// @ts-check
import { reportPainted } from "./report.js";

const { floor } = JSON.parse(document.getElementById("aeexplain-page")?.textContent ?? "{}");
const worker = new Worker(new URL("./floor-worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => reportPainted(data);
worker.postMessage(floor);
