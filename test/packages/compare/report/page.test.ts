import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../../support/browser";
import { overviewMarks } from "../../../../packages/compare/report/overview-chart";
import { stretches } from "../../../../packages/compare/report/measure-chart";
import { testComparison } from "../support/test-comparison";

const root = join(__dirname, "../../../..");
const artifacts = join(root, "artifacts");
const comparison = testComparison();
const measures = comparison.rows.flatMap((row) => row.measures);
const widths = [390, 1280, 1920];
const schemes = ["light", "dark"] as const;

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "berth-page-"));
  mkdirSync(artifacts, { recursive: true });
  const script = join(root, "test/packages/compare/support/write-test-report.ts");
  execFileSync(process.execPath, ["--import", "tsx", script, folder], { cwd: root, timeout: 120_000 });
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** The page without a network, and what it complained of. */
async function open(
  width: number,
  colorScheme: "light" | "dark" = "light",
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, offline: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => request.url().startsWith("file:") || complaints.push(`asked for ${request.url()}`));
  await page.goto(`file://${folder}/compare.html`);
  return { page, complaints };
}

const cases = widths.flatMap((width) => schemes.map((scheme) => [width, scheme] as const));

test.each(cases)(
  "at %i px, %s: no errors, no requests to a network, no horizontal scrolling",
  async (width, scheme) => {
    const { page, complaints } = await open(width, scheme);
    await page.screenshot({ path: join(artifacts, `compare-${width}-${scheme}.png`), fullPage: true });
    expect(complaints).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    const names = await page.locator(".overview .legend span").allTextContents();
    expect(names).toHaveLength(2);
  },
);

test("every measure has a card; its chart has a bar for each runtime, or each part of it, that has a figure", async () => {
  const { page } = await open(1280);
  const cards = page.locator("[data-measure]");
  expect(await cards.count()).toBe(measures.length);
  for (const measure of measures) {
    const expected = (["containers", "vms"] as const).flatMap((runtime) => {
      const outcome = measure[runtime];
      return outcome.state === "measured" ? stretches(runtime, outcome) : [];
    });
    const chart = page.locator(`[data-measure="${measure.id}"] figure`);
    const bars = chart.locator(".mark-rect.role-mark > path");
    expect([measure.id, await bars.count()]).toEqual([measure.id, expected.length]);
    expect(await chart.count()).toBe(expected.length === 0 ? 0 : 1);
  }
});

test("the bars are as long as the figures are large", async () => {
  const { page } = await open(1280);
  const lengths = await Promise.all(
    [0, 1].map(
      async (index) =>
        (await page.locator('[data-measure="disk-base"] .mark-rect.role-mark > path').nth(index).boundingBox())
          ?.width ?? 0,
    ),
  );
  const base = measures.find(({ id }) => id === "disk-base");
  if (base?.ratio?.value === undefined) throw new Error("the test data has no ratio of disk-base");
  expect((lengths[1] ?? 0) / (lengths[0] ?? 0)).toBeCloseTo(base.ratio.value, 0);
});

test("the overview has a bar for every measure that ranks, once for a phone and once for a wide screen", async () => {
  const { page } = await open(1280);
  for (const size of ["narrow", "wide"]) {
    expect(await page.locator(`.overview .${size} .mark-rect.role-mark > path`).count()).toBe(
      overviewMarks(comparison).length,
    );
  }
});

test("what was not measured has a reason, and every figure has its method", async () => {
  const { page } = await open(390);
  expect(await page.locator('[data-measure="syscalls"] .refused').allTextContents()).toEqual([
    "containers not measured: test data has none",
    "VMs not measured: test data has none",
  ]);
  expect(await page.locator("[data-measure] details").count()).toBe(measures.length);
});

test("the page is one file without a script or an address", () => {
  const html = readFileSync(join(folder, "compare.html"), "utf8").replaceAll("http://www.w3.org/", "");
  expect(html).not.toMatch(/<script|https?:\/\/|@import|url\(/);
});
