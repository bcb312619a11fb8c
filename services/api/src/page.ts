import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Reply } from "./reply";

/** The page as one answer: its style and script inside it, and a policy that lets exactly those run. */
export function loadPage(directory: string): Reply {
  const [html, style, script] = ["page.html", "page.css", "page.js"].map((file) =>
    readFileSync(join(directory, file), "utf8"),
  );
  if (html === undefined || style === undefined || script === undefined)
    throw new Error(`read the page in ${directory}`);
  const body = html
    .replace("<!-- style -->", () => `<style>${style}</style>`)
    .replace("<!-- script -->", () => `<script>${script}</script>`);
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy": [
        "default-src 'none'",
        `style-src '${digest(style)}'`,
        `script-src '${digest(script)}'`,
        "connect-src 'self'",
        "img-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join("; "),
    },
    body,
  };
}

function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
