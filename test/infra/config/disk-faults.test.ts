import { describeFaults, parseConfig } from "../../../infra/config/config-schema";
import { faultsWithoutSnapshots, snapshotFaults } from "../../../infra/config/disk-faults";

const snapshots = { form: /^snap-\d$/, must: "the id of a snapshot" };

function faultsOf(given: Readonly<Record<string, string>>): readonly string[] {
  return describeFaults(parseConfig(given, {}, (draft) => snapshotFaults(draft, snapshots)).faults);
}

test("a stack without the keys has no fault, nor has one whose hosts have snapshots of the cloud's form", () => {
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ hosts: "2", diskBackups: "7", dataSnapshots: '{"1":"snap-1","2":"snap-2"}' })).toEqual([]);
});

test("a snapshot of another form and a host that is not there are faults", () => {
  expect(faultsOf({ hosts: "2", dataSnapshots: '{"1":"vol-1","3":"snap-3"}' })).toEqual([
    'dataSnapshots: must be the id of a snapshot, for host 1 (got "vol-1")',
    'dataSnapshots: must name hosts from 1 to 2, which is what hosts has (got "3")',
  ]);
});

test("with runtime vms the services number the hosts", () => {
  expect(faultsOf({ runtime: "vms", dataSnapshots: '{"3":"snap-3"}' })).toEqual([]);
});

test("days and numbers of hosts have their limits", () => {
  expect(faultsOf({ diskBackups: "366", dataSnapshots: '{"17":"snap-1"}' })).toEqual([
    'diskBackups: must be an integer from 0 to 365 (got "366")',
    'dataSnapshots: must be a map from numbers of hosts, 1 to 16, to snapshots in the cloud\'s own words (got "{\\"17\\":\\"snap-1\\"}")',
  ]);
});

test("a fault of hosts is not repeated as one of its snapshots", () => {
  expect(faultsOf({ hosts: "0", dataSnapshots: '{"3":"snap-3"}' })).toEqual([
    'hosts: must be an integer from 1 to 16 (got "0")',
  ]);
});

test("a platform without a cloud's snapshots refuses both keys and names what is there instead", () => {
  const faults = parseConfig({ diskBackups: "7", dataSnapshots: '{"1":"snap-1"}' }, {}, faultsWithoutSnapshots).faults;
  expect(describeFaults(faults)).toEqual([
    'diskBackups: must be 0 on local: a cloud makes them; backupRepository backs services up there too, see docs/backups.md (got "7")',
    'dataSnapshots: must be empty on local: they are a cloud\'s (got "{\\"1\\":\\"snap-1\\"}")',
  ]);
  expect(parseConfig({}, {}, faultsWithoutSnapshots).faults).toEqual([]);
});
