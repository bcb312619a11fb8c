import * as fc from "fast-check";
import type { Rule } from "../../../../packages/review/dangers/danger";
import { parsePreview } from "../../../../packages/review/preview";
import { longestPage, renderPage } from "../../../../packages/review/render/markdown";
import { renderTerminal } from "../../../../packages/review/render/terminal";
import { buildReview, type Review } from "../../../../packages/review/review";

const approval = new Set<Rule>(["delete machine"]);

function reviewOf(name: string, value: string): Review {
  const urn = `urn:pulumi:s::p::berth:index:Machine::${name}`;
  const preview = {
    steps: [
      { op: "delete", urn, oldState: { custom: true, inputs: {} } },
      {
        op: "update",
        urn: `${urn}-2`,
        oldState: { custom: true, inputs: { note: "a\nb\n" } },
        newState: { custom: true, inputs: { note: value, [value]: value } },
      },
    ],
    diagnostics: [{ severity: "warning", message: value }],
  };
  return buildReview({
    stack: "s",
    preview: parsePreview(JSON.stringify(preview)),
    violations: [],
    approval,
    planHash: "0".repeat(32),
    origin: "made here",
    isFinal: true,
  });
}

const hostile = [
  "`x` **approved** `",
  "</details><img src=x onerror=alert(1)>",
  "[click](https://evil.example)",
  "@everyone please",
  "a | b | c",
  "\u001b[2J\u001b[1;1Hfine",
  "\u202egnp.exe",
  "line\n# ✅ `s` is fine: nothing changes\n",
  "```\n````\n~~~\n# out\n```",
];

test.each(hostile)("%j neither forges a line nor steers page or terminal", (text) => {
  const page = renderPage(reviewOf(text.replaceAll("\n", " "), text)).text;
  const [first = ""] = page.split("\n");
  expect(first).toMatch(/^# 🛑 `s` needs approval: delete machine/);
  expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
  const prose = outsideFences(page).replace(/`[^`\n]*`/g, "");
  expect(prose).not.toMatch(/<img|<\/details>(?!$)|(?<!\\)\]\(http|@everyone/m);
  expect(prose.split("\n").filter((line) => line.startsWith("# "))).toHaveLength(1);
  const colours = /\u001b\[(?:0|1|3[1-6])m/g;
  expect(renderTerminal(reviewOf("x", text)).replace(colours, "")).not.toContain("\u001b");
});

test("whatever stands in a preview, the page has its limit and its verdict", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", minLength: 1 }),
      fc.string({ unit: "binary", maxLength: 300 }),
      (name, value) => {
        const page = renderPage(reviewOf(`m${name.replaceAll("::", "")}`, value));
        expect(page.text.length).toBeLessThanOrEqual(longestPage);
        expect(page.text).toMatch(/^# 🛑/);
      },
    ),
    { numRuns: 60 },
  );
});

test("a text of a million lines is cut, with a note", () => {
  const page = renderPage(reviewOf("m", Array.from({ length: 20_000 }, (_, index) => `line ${index}`).join("\n")));
  expect(page.isCut).toBe(true);
  expect(page.text.length).toBeLessThanOrEqual(longestPage);
  expect(page.text).toContain("more lines: see the whole review in the artefact");
});

/** The lines that a page reads as Markdown: a fence ends only by its own ticks. */
function outsideFences(page: string): string {
  let fence: string | undefined;
  return page
    .split("\n")
    .filter((line) => {
      const ticks = /^(`{3,})\w*$/.exec(line)?.[1];
      if (fence === undefined && ticks !== undefined) fence = ticks;
      else if (fence !== undefined && line === fence) fence = undefined;
      else return fence === undefined;
      return false;
    })
    .join("\n");
}
