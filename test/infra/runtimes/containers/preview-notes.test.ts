import { previewNotes } from "../../../../infra/runtimes/containers/preview-notes";
import { imageService, sampleService } from "./sample-service";

test("names the services with checks of their own in one line", () => {
  const services = [sampleService({ name: "api" }), sampleService({ name: "web" })];
  expect(previewNotes(services)).toEqual(["api, web: healthy by the check in the file."]);
  expect(previewNotes([])).toEqual([]);
});

test("names each image that is not pinned, and how each service counts as up", () => {
  const pinned = { reference: `postgres@sha256:${"a".repeat(64)}` };
  const times = { intervalMs: 1, timeoutMs: 1, startPeriodMs: 0, startIntervalMs: 1, retries: 1 };
  const checked = { test: ["CMD", "x"], ...times };
  const ports = [443, 80].map((port) => ({ host: port, container: port }));
  const notes = previewNotes([
    imageService({ name: "db" }),
    imageService({ name: "off", image: pinned, ports, healthcheck: { test: ["NONE"], ...times } }),
    imageService({ name: "one", image: pinned, ports: ports.slice(1) }),
    imageService({ name: "edge", image: { reference: "web:edge", pull: "always" }, healthcheck: checked }),
    imageService({ name: "safe", image: pinned, healthcheck: checked, secureEnvironment: { PW: [], A: [] } }),
    imageService({ name: "once", image: pinned, restart: "no" }),
    imageService({ name: "migrate", image: pinned }),
    sampleService({ name: "app", dependencyConditions: { migrate: "completed" } }),
  ]);
  expect(notes).toEqual([
    "db: postgres:17 is not pinned. The host pulls what the registry has for it now, and keeps to that image until the file has another reference or the machine is replaced. `npx berth lock` pins it.",
    "db: has no health check in the file. That of its image is waited for; without one it counts as up after it ran 5 s without a restart.",
    "off: counts as up after it ran 5 s without a restart and one of its ports 80, 443 accepts, its health check is switched off.",
    "one: has no health check in the file. That of its image is waited for; without one it counts as up after it ran 5 s without a restart and port 80 accepts.",
    "edge: web:edge is not pinned. The host pulls what the registry has for it now, and each `up` looks for a newer one. `npx berth lock` pins it.",
    "safe: A, PW in its environment: encrypted in the state, but whoever may run `docker inspect` on the host can see it. A file of `secrets` can't be seen there; many images take its path as NAME_FILE.",
    "once: is not restarted (restart: no), and may end with exit code 0.",
    "migrate: runs to its end, and what depends on it waits for exit code 0.",
    "edge, safe, app: healthy by the check in the file.",
  ]);
});
