import { lostContainers } from "../../../packages/cli/lost-containers";

const container = (id: string, mustRun = true) => ({ urn: `urn:${id}`, id, name: `berth-${id}`, mustRun });

test("what is gone or stopped is lost; what runs, restarts or is paused is not", () => {
  const recorded = ["api", "db", "gateway", "slow", "held"].map((id) => container(id));
  const lines = ["db\texited", "gateway\trunning", "slow\trestarting", "held\tpaused", "another\texited"];
  expect(lostContainers(recorded, lines)).toEqual([
    { urn: "urn:api", what: "berth-api is gone" },
    { urn: "urn:db", what: "berth-db is stopped" },
  ]);
});

test("what need not run may have ended, and is lost only when it is gone", () => {
  const recorded = [container("job", false), container("secrets", false)];
  expect(lostContainers(recorded, ["job\texited", "secrets\tcreated"])).toEqual([]);
  expect(lostContainers(recorded, ["job\texited"])).toEqual([{ urn: "urn:secrets", what: "berth-secrets is gone" }]);
  expect(lostContainers(recorded, [""])).toHaveLength(2);
});
