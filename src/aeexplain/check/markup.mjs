// Validate pages. Arguments: html-validate's folder, then the pages; standard output: JSON [[page, line, column, rule, message, severity], ...].
import { createRequire } from "node:module";
import path from "node:path";

const [folder, ...pages] = process.argv.slice(2);
const { HtmlValidate, StaticConfigLoader } = createRequire(path.join(folder, "package.json"))("html-validate");

const rules = {
  "void-style": "off", // both are HTML
  "no-inline-style": "off", // Temml's own; the content security policy allows attributes alone
  "long-title": "off",
  "no-trailing-whitespace": "off",
  "prefer-native-element": "off", // an image in SVG, a region that scrolls
  "tel-non-breaking": "off", // numbers of a table are no telephone numbers
  "attribute-boolean-style": "off",
  "require-sri": "off", // nothing comes from another host
  "wcag/h32": "off", // a figure's controls act at once: there is nothing to submit
  "form-dup-name": "off", // the two ends of a range have one name
  "doctype-style": ["error", { style: "lowercase" }],
  "valid-id": ["error", { relaxed: true }],
};
const validator = new HtmlValidate(
  new StaticConfigLoader({ root: true, extends: ["html-validate:recommended"], rules }),
);
const findings = [];
for (const page of pages) {
  const report = await validator.validateFile(page);
  for (const { messages } of report.results) {
    for (const { line, column, ruleId, message, severity } of messages) {
      findings.push([page, line, column, ruleId, message, severity]);
    }
  }
}
console.log(JSON.stringify(findings));
