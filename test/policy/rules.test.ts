import { awsRules } from "../../policy/aws-rules";
import { azureRules } from "../../policy/azure-rules";
import { containerRules } from "../../policy/container-rules";
import { dockerRules } from "../../policy/docker-rules";
import { type Checked, violations } from "./support/violations";

const rules = [...awsRules, ...azureRules, ...dockerRules, ...containerRules];
const passwords = Buffer.from("#cloud-config\nssh_pwauth: true\n").toString("base64");

/** A deliberately weak stack: the resource, and everything that is wrong with it. */
const weak: readonly (readonly [string, Checked, readonly string[]])[] = [
  [
    "a rule for SSH from everywhere",
    {
      type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      props: { fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" },
    },
    ["aws-no-world-open-ssh: SSH is open to the internet"],
  ],
  [
    "a rule for all ports over IPv6",
    {
      type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      props: { ipProtocol: "-1", cidrIpv6: "::/0" },
    },
    ["aws-no-world-open-ssh: SSH is open to the internet"],
  ],
  [
    "an old rule with a range around SSH",
    {
      type: "aws:ec2/securityGroupRule:SecurityGroupRule",
      props: { type: "ingress", fromPort: 20, toPort: 30, cidrBlocks: ["0.0.0.0/0"] },
    },
    ["aws-no-world-open-ssh: SSH is open to the internet"],
  ],
  [
    "a group with a rule inside",
    {
      type: "aws:ec2/securityGroup:SecurityGroup",
      props: { ingress: [{ fromPort: 0, toPort: 65535, cidrBlocks: ["0.0.0.0/0"] }] },
    },
    ["aws-no-world-open-ssh: SSH is open to the internet"],
  ],
  [
    "a load balancer's listener for SSH",
    { type: "aws:lb/listener:Listener", props: { port: 22, protocol: "TCP" } },
    ["aws-no-world-open-ssh: a load balancer passes SSH on"],
  ],
  [
    "a load balancer that leads another port to SSH",
    {
      type: "azure-native:network:LoadBalancer",
      props: { loadBalancingRules: [{ frontendPort: 2222, backendPort: 22 }], inboundNatRules: [{ frontendPort: 80 }] },
    },
    ["azure-no-world-open-ssh: a load balancer passes SSH on"],
  ],
  [
    "a plain volume that anyone may delete",
    { type: "aws:ebs/volume:Volume", props: { size: 12 } },
    ["aws-encrypted-volumes: the volume is not encrypted", "aws-data-protected: the volume is not protected"],
  ],
  [
    "an instance as AWS makes one when nothing is said",
    {
      type: "aws:ec2/instance:Instance",
      props: { userDataBase64: passwords, ebsBlockDevices: [{ deviceName: "/dev/sdg" }] },
    },
    [
      "aws-encrypted-volumes: the root volume is not encrypted",
      "aws-encrypted-volumes: the volume /dev/sdg is not encrypted",
      "aws-metadata-v2: metadataOptions.httpTokens must be required",
      "aws-metadata-v2: metadataOptions.httpPutResponseHopLimit must be 1",
      "aws-no-password-login: user-data lets people log in with a password: ssh_pwauth: true",
    ],
  ],
  [
    "an Azure group that lets everyone in",
    {
      type: "azure-native:network:NetworkSecurityGroup",
      props: {
        securityRules: [{ access: "Allow", direction: "Inbound", sourceAddressPrefix: "*", destinationPortRange: "*" }],
      },
    },
    ["azure-no-world-open-ssh: SSH is open to the internet"],
  ],
  [
    "an Azure rule that lets everyone in by lists",
    {
      type: "azure-native:network:SecurityRule",
      props: {
        access: "allow",
        direction: "inbound",
        sourceAddressPrefixes: ["10.0.0.0/8", "Internet"],
        destinationPortRanges: ["80", "20-25"],
      },
    },
    ["azure-no-world-open-ssh: SSH is open to the internet"],
  ],
  [
    "an Azure machine as Azure makes one when nothing is said",
    {
      type: "azure-native:compute:VirtualMachine",
      props: { osProfile: { adminPassword: "x", customData: passwords } },
    },
    [
      "azure-encryption-at-host: securityProfile.encryptionAtHost must be true",
      "azure-trusted-launch: the machine has no Trusted Launch with secure boot and vTPM",
      "azure-no-password-login: osProfile.adminPassword must not be set",
      "azure-no-password-login: disablePasswordAuthentication must be true",
      "azure-no-password-login: custom data lets people log in with a password: ssh_pwauth: true",
    ],
  ],
  [
    "a disk that anyone may delete",
    { type: "azure-native:compute:Disk", props: {} },
    ["azure-data-protected: the disk is not protected"],
  ],
  [
    "a backup that anyone may delete",
    { type: "azure-native:dataprotection:BackupInstance", props: {} },
    ["azure-data-protected: the backup, and with it its snapshots, is not protected"],
  ],
  [
    "snapshots that another account gets",
    {
      type: "aws:dlm/lifecyclePolicy:LifecyclePolicy",
      props: {
        policyDetails: {
          schedules: [{ name: "daily" }, { name: "shared", shareRule: { targetAccounts: ["000000000000"] } }],
        },
      },
    },
    ["aws-private-snapshots: the snapshots of schedule shared are shared with another account"],
  ],
  [
    "a repository that nobody looks into",
    { type: "aws:ecr/repository:Repository", props: { imageScanningConfiguration: { scanOnPush: false } } },
    ["aws-registry-scanned: images are not scanned when they are pushed"],
  ],
  [
    "a registry with an administrator, for everyone",
    {
      type: "azure-native:containerregistry:Registry",
      props: { adminUserEnabled: true, anonymousPullEnabled: true },
    },
    [
      "azure-registry-no-passwords: adminUserEnabled must be false",
      "azure-registry-no-passwords: anonymousPullEnabled must be false",
    ],
  ],
  [
    "a push with a password of its own",
    {
      type: "docker-build:index:Image",
      props: { push: true, registries: [{ address: "registry.example", username: "me", password: "x" }] },
    },
    ["docker-no-stored-login: the password of registry.example is given to the program"],
  ],
  [
    "a registry's image by a tag",
    {
      type: "docker:index/container:Container",
      props: { image: "registry.example/api:1", start: false, user: "1000" },
    },
    ["docker-registry-by-digest: the image registry.example/api:1 is named without its digest"],
  ],
  [
    "a container that has everything",
    {
      type: "docker:index/container:Container",
      props: {
        image: "caddy",
        ...{ privileged: true, pidMode: "host", user: "0:0", devices: [{ hostPath: "/dev/kvm" }], gpus: "all" },
        ...{ securityOpts: ["label=disable"], capabilities: { adds: ["SYS_ADMIN"] } },
        volumes: [{ hostPath: "/var/run" }],
        mounts: [{ type: "bind", source: "/run/docker.sock", target: "/s" }],
        ...{ sysctls: { "kernel.core_pattern": "|/x" }, ports: [{ internal: 80, external: 22 }] },
      },
    },
    [
      "docker-no-latest: the image caddy has no tag of its own",
      "docker-limits: memory has no limit",
      "docker-limits: cpus has no limit",
      "docker-limits: processes have no limit (ulimit nproc or a slice of Berth's as cgroupParent)",
      'docker-security-options: securityOpts[0]: must be no-new-privileges, the label of a service\'s type or a level of two categories (got "label=disable")',
      'docker-capabilities: capabilities.adds[0]: must be a capability that gives no power over the host (got "SYS_ADMIN")',
      "docker-no-host-namespaces: privileged: must be left out",
      "docker-no-host-namespaces: pidMode: must be left out",
      "docker-no-devices: devices: must be left out",
      "docker-no-devices: gpus: must be left out",
      "docker-no-host-paths: volumes[0].hostPath: must be left out",
      'docker-no-host-paths: mounts[0].type: must be "volume" (got "bind")',
      'docker-no-host-paths: mounts[0].source: must be the name of a volume (got "/run/docker.sock")',
      'docker-own-sysctls: sysctls[0]: must be of the container\'s own namespaces (got "kernel.core_pattern")',
      'docker-ports: ports[0].external: must be a port that is not the host\'s own 22, 2375 or 2376 (got "22")',
      'docker-no-root-user: user: must be one without power (got "0:0")',
    ],
  ],
  [
    "a volume that is a folder of the host",
    { type: "docker:index/volume:Volume", props: { driverOpts: { o: "bind", device: "/" } } },
    ["docker-local-volumes: driverOpts: must be left out"],
  ],
  [
    "a network of the host's own segment",
    { type: "docker:index/network:Network", props: { driver: "macvlan" } },
    ['docker-bridge-networks: driver: must be "" or "bridge" (got "macvlan")'],
  ],
  [
    "an image by its tag",
    { type: "docker:index/remoteImage:RemoteImage", props: { name: "postgres:17" } },
    ["docker-image-by-digest: the image postgres:17 is named by a tag, which can be moved"],
  ],
];

test.each(weak)("%s is found", async (_what, resource, expected) => {
  expect(await violations(rules, resource)).toEqual(expected);
});

test("each rule has a weak resource that it finds", () => {
  const found = weak.flatMap(([, , messages]) => messages.map((message) => message.split(":")[0]));
  expect(new Set(found)).toEqual(new Set(rules.map(({ name }) => name)));
});

const digest = `sha256:${"a".repeat(64)}`;
const moving = ["caddy", "caddy:latest"];
/** A registry's, whose tag nothing holds, and whose digest is not said. */
const moved = ["localhost:5000/caddy", "registry.example/a/b"];
const tagged = ["localhost:5000/caddy:1", "registry.example/a/b:1.2"];
const fixed = ["caddy:2.10", "links/api:1", `caddy@${digest}`, `registry.example/a/b:1@${digest}`, digest];
const limited = { memory: 64, cpus: "1", ulimits: [{ name: "nproc", soft: 64, hard: 64 }] };

const judged = [
  ...moving.map((image) => ({ image, times: 1 })),
  ...moved.map((image) => ({ image, times: 2 })),
  ...tagged.map((image) => ({ image, times: 1 })),
  ...fixed.map((image) => ({ image, times: 0 })),
];

test.each(judged)("$image is reported $times times", async ({ image, times }) => {
  const resource = { type: "docker:index/container:Container", props: { image, ...limited } };
  expect(await violations(rules, resource)).toHaveLength(times);
});

test.each([
  ["berth-pids512-links.slice", 0],
  ["", 1],
])("processes of root that the slice %j counts are reported %i times", async (cgroupParent, times) => {
  const props = { image: "caddy:2.10", memory: 64, cpus: "1", cgroupParent };
  expect(await violations(rules, { type: "docker:index/container:Container", props })).toHaveLength(times);
});

test("a container that only holds files and never runs needs no limits", async () => {
  const resource = { type: "docker:index/container:Container", props: { image: "caddy:2.10", start: false } };
  expect(await violations(rules, resource)).toEqual([]);
});
