import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "../../support/browser";
import { artifacts } from "./stack";

/** What a person met who used the services. */
export interface Use {
  /** Of the browser's console. */
  readonly errors: readonly string[];
  /** Status and target of the short link. */
  readonly visit: readonly [number, string | null];
}

/** In a browser makes a short link `slug`, reloads the page, finds it still there and follows it; throws where that ends. */
export async function useLinks(url: string, slug: string): Promise<Use> {
  mkdirSync(artifacts, { recursive: true });
  const browser = await launchBrowser();
  const errors: string[] = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(url);
    await page.fill("#url", `https://example.org/${slug}/by/the/database`);
    await page.fill("#slug", slug);
    await page.click("#submit");
    await page.waitForSelector("li.item a.short");
    await page.reload();
    await page.waitForSelector(`li.item a.short:has-text("${slug}")`);
    await page.screenshot({ path: join(artifacts, `links-${slug}.png`), fullPage: true });
  } finally {
    await browser.close();
  }
  const { status, headers } = await fetch(new URL(`/${slug}`, url), { redirect: "manual" });
  return { errors, visit: [status, headers.get("location")] };
}
