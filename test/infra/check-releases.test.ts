import { pinNotes, releaseFaults } from "../../infra/check-releases";
import type { ServiceModel } from "../../infra/compose/service-model";

const services = ["api", "db"].map((name) => ({ name }) as ServiceModel);

test("a pin of a service that is not in the compose file is a fault, each with its path and value", () => {
  const releases = { api: "0123456789ab", web: "ba9876543210", toString: "ba9876543210" };
  expect(releaseFaults({ releases }, { services })).toEqual([
    { key: 'releases["web"]', rule: "must be a service of the compose file: api, db", value: "ba9876543210" },
    { key: 'releases["toString"]', rule: "must be a service of the compose file: api, db", value: "ba9876543210" },
  ]);
});

test("each pin is reported with the command that removes it", () => {
  expect(pinNotes({ api: "0123456789ab" })).toEqual([
    "api is pinned to release 0123456789ab by the config key releases: the host runs its kept image, and what this checkout has of api is not built. `npx berth rollback api --latest` removes the pin.",
  ]);
  expect(pinNotes({})).toEqual([]);
});
