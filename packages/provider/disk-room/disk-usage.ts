import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";
import { keptPrefix } from "../release-history/plan-history";
import { type DiskUsage, sizeText } from "./room";

/** Prints what {@link parseDiskUsage} reads: how many releases a host keeps, and what Docker has on its disk by kinds. */
export const usageQuestion = [
  `docker image ls --quiet --no-trunc --filter 'reference=${keptPrefix}*/*' | sort -u | wc -l`,
  "docker system df --format '{{json .}}'",
].join(" && ");

const row = v.object({ Type: v.string(), Size: v.string(), Reclaimable: v.string() });

/** Docker's names of the kinds → ours. */
const kinds: Readonly<Record<string, string>> = {
  Images: "images",
  Containers: "files of containers",
  "Local Volumes": "volumes",
  "Build Cache": "build cache",
};

const units: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 };

/** Of the answer to usageQuestion; throws where it is something else. */
export function parseDiskUsage(printed: string): DiskUsage {
  const [kept = "", ...lines] = printed.trim().split("\n");
  const rows = lines.map((line) => parseJson(row, line, "docker system df"));
  if (rows.length === 0) throw new Error(`docker system df printed nothing but ${printed}`);
  const parts = rows.map(({ Type, Size, Reclaimable }) => {
    const bytes = bytesOf(Size);
    // Docker counts layers that an image in use shares as free, so it is a bound.
    const idle =
      Type === "Images" ? ` (up to ${sizeText(bytesOf(Reclaimable))} without a container; ${releases(kept)})` : "";
    return { bytes, text: `${kinds[Type] ?? Type} ${sizeText(bytes)}${idle}` };
  });
  return { parts: parts.sort((a, b) => b.bytes - a.bytes).map(({ text }) => text) };
}

function releases(count: string): string {
  return `${count.trim()} kept release${count.trim() === "1" ? "" : "s"}`;
}

/** Of "2.4GB (80%)" or "0B"; Docker's units are decimal. */
function bytesOf(text: string): number {
  const [, number = "", unit = ""] = /^([\d.]+)([a-zA-Z]+)/.exec(text) ?? [];
  const factor = units[unit];
  if (factor === undefined) throw new Error(`docker system df: ${text} is not a size`);
  return Number(number) * factor;
}
