import { checkProcessors } from "../../infra/check-processors";
import { parseCompose } from "../../infra/compose/parse-compose";
import { parseConfig } from "../../infra/config/config-schema";
import { source } from "./compose/compose-text";

const compose = parseCompose(source("services: { small: { image: a, cpus: 0.5 }, large: { image: b, cpus: 3 } }"));
const configOf = (given: Readonly<Record<string, string>>) => parseConfig(given).draft;

test("a container with more processors than its host is refused before the host is made", () => {
  expect(() => checkProcessors(configOf({ cpus: "2" }), compose)).toThrow(
    "cpus: a host has 2, less than large (cpus 3): raise cpus, or lower those of the services",
  );
});

test("as many processors as the host has are fine, and a unit's limit is only a share", () => {
  checkProcessors(configOf({ cpus: "3" }), compose);
  checkProcessors(configOf({ cpus: "1", runtime: "vms" }), compose);
});
