import { INGRESS } from "../../../../infra/compose/ingress-service";
import type { ComposeModel } from "../../../../infra/compose/service-model";
import { backupAdvice, backupTargets } from "../../../../infra/runtimes/containers/backup-targets";
import { imageService } from "./sample-service";

const mount = (volume: string) => ({ volume, target: `/${volume}`, readOnly: false });
const backup = { command: ["dump"], restore: ["load", "-"] };

const compose: ComposeModel = {
  name: "shop",
  networks: [],
  secrets: [],
  volumes: ["data", "files", "media", "cache", INGRESS],
  volumeBackups: { files: "running", media: "paused" },
  services: [
    imageService({ name: "db", volumes: [mount("data")], backup }),
    imageService({ name: "web", volumes: [mount("files"), mount("cache")] }),
  ],
};

test("a host backs up services by their commands, then volumes by Docker's names of them", () => {
  expect(backupTargets(compose, (name) => `shop-dev-${name}`)).toEqual([
    { kind: "service", name: "db", ...backup },
    { kind: "volume", name: "files", volume: "shop-dev-files", paused: false },
    { kind: "volume", name: "media", volume: "shop-dev-media", paused: true },
  ]);
});

test("advises on a volume that has no backup of its own and no service with a command, and not on the ingress' one", () => {
  expect(backupAdvice(compose)).toEqual([
    "volume cache is not backed up: give it x-berth.backup, or a service that uses it (docs/backups.md)",
  ]);
});
