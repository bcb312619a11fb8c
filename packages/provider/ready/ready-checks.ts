import { gateQuestion } from "../docker-gate/lay-gate";
import { roomQuestion } from "../disk-room/room";
import { parseDockerInfo } from "./docker-info";

/** One thing that must be so before services can run. `ask` is run by the login user's shell on the host. */
export interface ReadyCheck {
  readonly name: string;
  readonly ask: string;
  /** Undefined: met. Else what is not so yet. */
  readonly fault: (answer: Answer) => string | undefined;
  /** True: waiting longer won't help. */
  readonly isFinal?: (answer: Answer) => boolean;
  /** What is worth a warning although the check is met. */
  readonly remark?: (answer: Answer) => string | undefined;
  readonly limitSeconds: number;
  /** True: when the limit is over it is a warning, and the host is ready all the same. */
  readonly isAdvice?: boolean;
  /** What to do when the limit is over. */
  readonly hint: string;
  /** Run by the administrator, prints the log that explains it. */
  readonly log: string;
}

export interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long a port may be silent: a boot takes up to 90 s under TCG on a loaded machine (design.md §6). */
export const portLimitSeconds = 240;

/** The checks on the host in the order in which a boot meets them. */
export function readyChecks(runtime: "docker" | "systemd"): readonly ReadyCheck[] {
  return runtime === "docker"
    ? [login, setUp, confined, dataDisk("/var/lib/docker"), dockerStore, docker, restarted]
    : [login, setUp, enforcing, dataDisk("/var/lib/berth")];
}

/** Answered "Enforcing"; /usr/sbin is not in the path of a user. */
const enforcement = "/usr/sbin/getenforce";

/**
 * Whether a host is still as it was when it became ready. `gate`: digest of the gate that it must have, if it must have one;
 * how much room Docker has is then a second line.
 */
export function livenessQuestion(gate: string | undefined): string {
  if (gate === undefined) return enforcement;
  return `${gateQuestion(gate)} && ${enforcement} && ${roomQuestion("/var/lib/docker")}`;
}

/** Facts for the outputs; asked once all checks are met. */
export const factsQuestion = "uname -r; cut -d' ' -f1 /proc/uptime";

/** Kernel and seconds since it started, of the answer to factsQuestion. */
export function factsOf(stdout: string): { kernel: string; bootSeconds: number } {
  const [kernel = "", seconds = ""] = stdout.trim().split("\n");
  if (kernel === "" || !/^\d+(\.\d+)?$/.test(seconds))
    throw new Error(`the host did not report its kernel and uptime: ${stdout}`);
  return { kernel, bootSeconds: Number(seconds) };
}

/** Version of dockerd, of the answer to the check "docker". */
export function dockerVersionOf(stdout: string): string {
  return parseDockerInfo(stdout).ServerVersion ?? "";
}

const login: ReadyCheck = {
  name: "ssh login",
  ask: "true",
  fault: ({ exitCode, stderr }) => (exitCode === 0 ? undefined : lastLine(stderr, `exit code ${exitCode}`)),
  limitSeconds: 120,
  hint: "the user may not be made yet or have another key: read the machine's console log",
  log: "sudo journalctl -b -u berth-setup -u ssh -n 20 --no-pager",
};

/** Under cloud-init: its last stage wrote the result, status 2 is "done, with errors it got over". On an image of ours: the unit that stands in for it ended well. */
const setUp: ReadyCheck = {
  name: "first-boot setup",
  ask: [
    "if [ -d /run/cloud-init ]; then",
    "  if [ ! -e /run/cloud-init/result.json ]; then echo cloud-init running",
    '  else cloud-init status >/dev/null 2>&1; echo "cloud-init $?"; fi',
    "else",
    '  echo "unit $(systemctl is-active berth-setup.service)"',
    "fi",
  ].join("\n"),
  fault: ({ stdout, stderr }) =>
    /^(unit active|cloud-init [02])$/.test(stdout.trim()) ? undefined : lastLine(stdout, lastLine(stderr, "no answer")),
  isFinal: ({ stdout }) => /^(unit failed|cloud-init 1)$/.test(stdout.trim()),
  remark: ({ stdout }) =>
    stdout.trim() === "cloud-init 2"
      ? "cloud-init met errors that it got over: see /var/log/cloud-init.log"
      : undefined,
  limitSeconds: 300,
  hint: "the machine's user-data could not be applied: the log names the part",
  log: "sudo sh -c 'tail -n 20 /var/log/cloud-init-output.log 2>/dev/null; journalctl -b -u berth-setup -n 20 --no-pager'",
};

const enforcing: ReadyCheck = {
  name: "SELinux enforcing",
  ask: enforcement,
  fault: ({ stdout, stderr }) => {
    const [mode = ""] = stdout.trim().split("\n");
    return mode === "Enforcing" ? undefined : `getenforce prints ${lastLine(mode, lastLine(stderr, "nothing"))}`;
  },
  limitSeconds: 15,
  hint: "the machine was booted without SELinux or someone switched it off: replace the machine",
  log: "sudo sh -c 'sestatus; cat /proc/cmdline'",
};

/** Where services run in containers, whoever may deploy has a domain of its own too; a host of an older image lacks it. */
const confined: ReadyCheck = {
  ...enforcing,
  ask: `${enforcement}; id -Z`,
  remark: ({ stdout }) =>
    stdout.includes(":berth_deploy_t:")
      ? undefined
      : "the host is of an image that does not confine the login user by SELinux: replace the machine; on a cloud, raise the config key generation",
};

function dataDisk(folder: string): ReadyCheck {
  return {
    name: "data disk mounted",
    ask: `findmnt -n -o SOURCE,FSTYPE ${folder}`,
    fault: ({ exitCode, stdout }) =>
      exitCode === 0 && stdout.trim() !== "" ? undefined : `nothing is mounted on ${folder}`,
    limitSeconds: 120,
    hint: "the data disk is missing, damaged, or holds something that is not ours",
    log: "sudo journalctl -b -u berth-data-disk -n 20 --no-pager",
  };
}

const dockerStore: ReadyCheck = {
  name: "Docker's store set up",
  ask: "systemctl is-active berth-docker-store.service docker.service",
  fault: ({ stdout, stderr }) => {
    const [store = "", daemon = ""] = stdout.trim().split("\n");
    if (store === "active") return undefined;
    return store === "" ? lastLine(stderr, "no answer") : `the unit is ${store}, docker.service is ${daemon}`;
  },
  isFinal: ({ stdout }) => stdout.split("\n").includes("failed"),
  limitSeconds: 300,
  hint: "the Docker daemon does not start, or an older machine's containers could not be removed from the data disk",
  log: "sudo journalctl -b -u berth-docker-store -u docker -n 25 --no-pager",
};

const docker: ReadyCheck = {
  name: "docker with SELinux",
  ask: "docker info --format '{{json .}}'",
  fault: ({ exitCode, stdout, stderr }) => {
    if (exitCode !== 0) return lastLine(stderr, `docker info: exit code ${exitCode}`);
    const options = parseDockerInfo(stdout).SecurityOptions ?? [];
    return options.includes("name=selinux")
      ? undefined
      : `docker's security options lack selinux: ${options.join(", ")}`;
  },
  limitSeconds: 180,
  hint: "the Docker daemon does not start or is not confined",
  log: "sudo journalctl -b -u berth-gate -u docker -u containerd -n 25 --no-pager",
};

/** After a reboot Docker starts the containers by itself: an `up` that changes nothing else ends when they answer. No gate, since this very `up` may be what mends one that never gets healthy. */
const restarted: ReadyCheck = {
  name: "restarted containers healthy",
  ask: "docker ps --filter health=starting --format '{{.Names}}'",
  fault: ({ exitCode, stdout, stderr }) => {
    if (exitCode !== 0) return lastLine(stderr, `docker ps: exit code ${exitCode}`);
    const names = stdout.split("\n").filter((name) => name !== "");
    return names.length === 0 ? undefined : `still starting: ${names.sort().join(", ")}`;
  },
  limitSeconds: 120,
  isAdvice: true,
  hint: "`npm run logs` shows what they say",
  log: "sudo docker ps --all --format '{{.Names}}: {{.Status}}'",
};

/** Whose answer is for dockerVersionOf. */
export const dockerCheckName = docker.name;
/** From here on the administrator can log in. */
export const setUpCheckName = setUp.name;

function lastLine(text: string, otherwise: string): string {
  const last = text.trim().split("\n").pop() ?? "";
  return last === "" ? otherwise : last;
}
