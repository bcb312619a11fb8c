import { parseConfig, schema } from "../../../infra/config/config-schema";
import { wrongBackupKeys } from "./wrong-backup-keys";

const long = "a".repeat(300);
/** For each key what people, slips and attackers write. */
const wrong: Readonly<Record<string, readonly string[]>> = {
  target: ["", "AWS", "gcp", "local ", "__proto__", "constructor"],
  runtime: ["", "docker", "VMS", "vm", "toString"],
  hosts: ["0", "17", "-1", "1.5", "two", "1e1"],
  cpus: ["0", "65", "", "two", "2 "],
  memoryMiB: ["511", "262145", "2g", "0x800"],
  size: ["m8g large", "$(id)", long],
  dataDiskGiB: ["3", "16385", "12GiB"],
  httpPort: ["80", "65536", "http", "8080\n"],
  image: ["ami-1; rm -rf /", "a b", "$(id)", long],
  zones: ["a", '["A"]', '["a b"]', "[1]", '[["a"]]', "{}", '[""]'],
  networkCidr: ["10.0.0.0", "10.0.0.1/16", "0.0.0.0/0", "8.8.8.0/24", "fd00::/48", "10.0.0.0/33"],
  network: ["a b", "vpc,", "vpc;id"],
  publicSubnets: ["subnet-1", '["a b"]', '[""]', "[1]"],
  privateSubnets: ["subnet-1", '["a/b"]', "{}"],
  publicAddresses: ["yes", "0"],
  loadBalancer: ["yes", "0"],
  adminCidrs: ["10.0.0.0/8", '["0.0.0.0/0"]', '["::/0"]', '["10.0.0.1/8"]', '["10.0.0.0/7"]', "null"],
  egress: ["587", '["0"]', '["80/icmp"]', "[true]", '["80@10.0.0.1/8"]'],
  jumpHost: ["-oProxyCommand=id", "a b", "host;id", "user@", long],
  jumpHostKey: ["ssh-rsa AAAA", "ssh-ed25519 AAAA", "AAAA"],
  tags: ["x", "[]", '{"Stack":"x"}', '{"name":"x"}', '{"aws:x":"y"}', '{"a/b":"c"}', '{"a":"<b>"}', '{"a":null}'],
  generation: ["0", "10000", "latest"],
  terminationProtection: ["yes", "TRUE", "1", ""],
  permissionsBoundary: ["arn:aws:iam::1:policy/x", "boundary", "arn:aws:iam::123456789012:role/x"],
  protectData: ["no", "False", "0"],
  diskBackups: ["-1", "366", "7 days", ""],
  dataSnapshots: ["snap-1", '{"0":"snap-1"}', '{"17":"snap-1"}', '{"1":""}', '{"1":"a b"}'],
  flowLogs: ["on", "null"],
  registry: ["", "ECR", "docker.io", "none "],
  imageBuilds: ["", "Here", "there", "auto "],
  ...wrongBackupKeys,
  keepReleases: ["0", "51", "all"],
  releases: ["api", '["api"]', '{"api":""}', '{"api":"latest"}', '{"api":"0123456789AB"}', '{"a b":"0123456789ab"}'],
  domain: ["localhost", "example.org.", "a_b.example.org", "exa mple.org", "example.org/path", `${long}.example.org`],
  dnsZone: ["Z1 2", "group/zone;x", "$(id)", long],
  composeFiles: ["compose.yaml", "[]", '["compose.json"]', "[1]", '[""]'],
  registries: [
    "x",
    "[]",
    '{"a.b":{"username":"u"}}',
    '{"a.b":{"username":"u","password":"p","more":"x"}}',
    '{"a.b":{"username":"u","password":""}}',
    '{"a.b":{}}',
    '{"a.b":{"username":"u","caFile":"ca.pem"}}',
    '{"A.b/c":{"username":"u","password":"p"}}',
  ],
  defaultRegistry: ["A.b", "a.b/c", "https://a.b"],
  composeVariables: ["A=1", "[]", '{"1A":"x"}', '{"A":{"B":"x"}}', '{"A":null}', '{"A B":"x"}'],
};

test("there are wrong values for every key", () => {
  expect(Object.keys(wrong).sort()).toEqual(Object.keys(schema).sort());
});

test.each(Object.entries(wrong).flatMap(([key, values]) => values.map((value) => [key, value] as const)))(
  "%s: %j is refused, with its key, rule and value",
  (key, value) => {
    const { config, faults } = parseConfig({ [key]: value });
    expect(config).toBeUndefined();
    expect(faults).toEqual([{ key, rule: `must be ${schema[key as keyof typeof schema].must}`, value }]);
  },
);
