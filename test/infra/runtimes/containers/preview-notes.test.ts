import { previewNotes } from "../../../../infra/runtimes/containers/preview-notes";
import { imageService, sampleService } from "./sample-service";

test("has nothing to say of built services with checks of their own", () => {
  expect(previewNotes([sampleService({})])).toEqual([]);
});

test("says which image is not pinned, and how each service counts as up", () => {
  const pinned = { reference: `postgres@sha256:${"a".repeat(64)}` };
  const times = { intervalMs: 1, timeoutMs: 1, startPeriodMs: 0, startIntervalMs: 1, retries: 1 };
  const notes = previewNotes([
    imageService({ name: "db" }),
    imageService({ name: "off", image: pinned, healthcheck: { test: ["NONE"], ...times } }),
    imageService({ name: "once", image: pinned, restart: "no" }),
    imageService({ name: "migrate", image: pinned }),
    sampleService({ name: "app", dependencyConditions: { migrate: "completed" } }),
  ]);
  expect(notes).toEqual([
    "db: postgres:17 is not pinned by a digest. The host pulls what the registry has for it now, and keeps to that image until the file has another reference or the machine is replaced.",
    "db: has no health check in the file. That of its image is waited for; without one it counts as up after it ran 5 s without a restart.",
    "off: counts as up after it ran 5 s without a restart, its health check is switched off.",
    "once: is not restarted (restart: no), and may end with exit code 0.",
    "migrate: runs to its end, and what depends on it waits for exit code 0.",
  ]);
});
