// Prints "<who>: <text>" for each note of a person who has approved the merge request: approved-notes.js APPROVALS NOTES.
"use strict";
const { readFileSync } = require("node:fs");

const [approvals, notes] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
const approvers = new Set(approvals.approved_by.map(({ user }) => user.username));
for (const { author, body, system } of notes) {
  if (!system && approvers.has(author.username))
    process.stdout.write(`${author.username}: ${body.replace(/\s+/g, " ")}\n`);
}
