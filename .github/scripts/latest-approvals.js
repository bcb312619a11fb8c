// Reads reviews, a JSON list [who, association, state, text] a line, oldest first; prints the approvals that stand.
"use strict";
const { createInterface } = require("node:readline");

const mayWrite = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);
/** A comment takes no approval back. */
const verdicts = new Set(["APPROVED", "CHANGES_REQUESTED", "DISMISSED"]);
const last = new Map();

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const [who, association, state, text] = JSON.parse(line);
    if (mayWrite.has(association) && verdicts.has(state)) last.set(who, { state, text: text ?? "" });
  })
  .on("close", () => {
    for (const [who, { state, text }] of last) {
      if (state === "APPROVED") process.stdout.write(`${who}: ${text.replace(/\s+/g, " ")}\n`);
    }
  });
