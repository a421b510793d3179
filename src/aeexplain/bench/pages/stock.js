// @ts-check
import { reportPainted } from "./report.js";

const { stock } = JSON.parse(document.getElementById("aeexplain-page")?.textContent ?? "{}");
const worker = new Worker(new URL("./stock-worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => reportPainted(data);
worker.postMessage(stock);
