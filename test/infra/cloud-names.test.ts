import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registryName } from "../../infra/platforms/azure/registry-name";
import { cloudName, longestName } from "../../infra/platforms/cloud-name";

/** Longest names as the clouds document them; their plugins add a dash and 7 digits, or 8 digits, to ours. */
const limits: Readonly<Record<string, number>> = {
  "aws:iam/role:Role": 64,
  "aws:iam/instanceProfile:InstanceProfile": 128,
  "aws:ec2/securityGroup:SecurityGroup": 255,
  "aws:cloudwatch/metricAlarm:MetricAlarm": 255,
  "aws:ecr/repository:Repository": 256,
  "azure-native:resources:ResourceGroup": 90,
  "azure-native:network:VirtualNetwork": 64,
  "azure-native:network:Subnet": 80,
  "azure-native:network:NetworkSecurityGroup": 80,
  "azure-native:network:PublicIPAddress": 80,
  "azure-native:network:NetworkInterface": 80,
  "azure-native:network:LoadBalancer": 80,
  "azure-native:compute:Disk": 80,
  "azure-native:compute:VirtualMachine": 64,
  "azure-native:containerregistry:Registry": 50,
};
const suffix = 8;

interface Planned {
  readonly type: string;
  readonly name: string;
}

/** The resources of all golden plans, whose hosts are called berth-aws and berth-azure. */
function goldenPlan(): readonly Planned[] {
  const text = readFileSync(join(__dirname, "__snapshots__/cloud-plan.test.ts.snap"), "utf8");
  const found = [...text.matchAll(/"name": "([^"]+)",\n\s+"operation": "create",\n\s+"type": "([^"]+)"/g)];
  return found.map(([, name = "", type = ""]) => ({ type, name }));
}

test("names of the longest host that is allowed stay in the clouds' limits", () => {
  const named = goldenPlan().filter(({ type }) => type in limits);
  expect(new Set(named.map(({ type }) => type))).toEqual(new Set(Object.keys(limits)));
  const tooLong = named.filter(({ type, name }) => {
    const longest = name.replace(/^berth-(aws|azure)/, "x".repeat(longestName));
    return longest.length + suffix > (limits[type] ?? 0);
  });
  expect(tooLong).toEqual([]);
});

test("names are letters, digits and dashes, and begin and end as Azure wants them", () => {
  const wrong = goldenPlan().filter(
    ({ type, name }) => !type.startsWith("berth:") && !/^[a-z][a-z0-9-]*[a-z0-9]$/.test(name),
  );
  expect(wrong).toEqual([]);
});

test("a registry on Azure is called by letters and digits alone, of any stack", () => {
  expect(registryName("berth-azure-registry")).toBe("berthazureregistry");
  expect(registryName(`${"x".repeat(longestName)}-registry`).length + suffix).toBeLessThanOrEqual(50);
});

test("a longer name is refused with the number of characters to lose", () => {
  expect(cloudName("x".repeat(longestName))).toHaveLength(longestName);
  expect(() => cloudName("x".repeat(longestName + 3))).toThrow("give the stack a name 3 shorter");
});
