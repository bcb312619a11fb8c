import { parseDocument } from "yaml";
import { decodeText } from "../decode-text";
import { canonicalJson, type Json, type JsonMap, mapsAt, textAt, textsAt, valueAt } from "../json";
import type { PlannedStep } from "../preview";
import { plainValue } from "../render/plain-value";
import { textDiff } from "../text-diff";
import { code, type Danger } from "./danger";

/** What a step lets a machine, a role, a container or a person do that it could not do before. */
export function privilegeDangers(steps: readonly PlannedStep[]): readonly Danger[] {
  const changing = steps.filter(({ operation }) => ["create", "update", "replace"].includes(operation));
  return changing.flatMap((step) => {
    const before = step.operation === "create" ? undefined : step.before?.inputs;
    const after = step.after?.inputs ?? {};
    const grown = (readers[step.type] ?? bootText)(step, before, after);
    return grown.map((text) => ({ rule: "more privileges", group: "opening", urn: step.urn, text }));
  });
}

type Reader = (step: PlannedStep, before: JsonMap | undefined, after: JsonMap) => readonly string[];

const readers: Readonly<Record<string, Reader>> = {
  "docker:index/container:Container": (step, before, after) => {
    const service = code(textAt(after, "hostname") ?? step.name);
    const old = new Set(before === undefined ? [] : containerPrivileges(before));
    const grown = containerPrivileges(after).filter((privilege) => !old.has(privilege));
    return [...addedCapabilities(before, after), ...grown].map((privilege) => `service ${service} ${privilege}`);
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (step, before, after) =>
    changed(before, after, "policyArn")
      ? [`${code(step.name)} attaches ${code(lastPart(textAt(after, "policyArn") ?? ""))} to a role`]
      : [],
  "aws:iam/rolePolicy:RolePolicy": (step, before, after) => policyDocument(step, { before, after, key: "policy" }),
  "aws:iam/policy:Policy": (step, before, after) => policyDocument(step, { before, after, key: "policy" }),
  "aws:iam/role:Role": (step, before, after) =>
    before === undefined ? [] : policyDocument(step, { before, after, key: "assumeRolePolicy" }),
  "azure-native:authorization:RoleAssignment": (step, before, after) =>
    changed(before, after, "roleDefinitionId") || changed(before, after, "scope")
      ? [`${code(step.name)} assigns role ${code(roleName(lastPart(plainValue(after.roleDefinitionId))))}`]
      : [],
  "berth:index:PolicyModule": (_step, before, after) => {
    const added = addedLines(before?.cil, after.cil).filter((line) =>
      /^\s*\((allow|typepermissive|typeattributeset (?!berth_service))/.test(line),
    );
    if (before === undefined || added.length === 0) return [];
    return [`SELinux allows services more: ${code(added[0]?.trim() ?? "")}${others(added.length - 1)}`];
  },
};

/** Azure's built-in roles that a stack gives away, by the IDs that are the same in every subscription. */
const azureRoles: Readonly<Record<string, string>> = {
  "7f951dda-4ed3-4680-a7ca-43fe172d538d": "AcrPull",
  "3e5e47e6-65f7-47ef-90b5-e5dd4d455f24": "Disk Backup Reader",
  "7efff54f-a5b4-42b5-a1c5-5411624893ce": "Disk Snapshot Contributor",
};

function roleName(id: string): string {
  return azureRoles[id] ?? id;
}

/** Keys and sudo rules that come into user-data. */
const bootText: Reader = (step, before, after) => {
  if (before === undefined) return [];
  return ["userDataBase64", "userData", "customData", "value"].flatMap((key) => {
    const [old, now] =
      key === "customData"
        ? [valueAt(before, "osProfile", key), valueAt(after, "osProfile", key)]
        : [before[key], after[key]];
    const added = addedLines(old, now).filter((line) =>
      /ssh-(ed25519|rsa)|ecdsa-sha2|NOPASSWD|ssh_pwauth:\s*(true|yes)/.test(line),
    );
    return added.length === 0
      ? []
      : [
          `user-data of ${code(step.name)} lets in another key or user: ${code(added[0]?.trim() ?? "")}${others(added.length - 1)}`,
        ];
  });
};

/** All in one clause: an image that steps down from root needs nine. */
function addedCapabilities(before: JsonMap | undefined, after: JsonMap): readonly string[] {
  const old = new Set(before === undefined ? [] : textsAt(before, "capabilities", "adds"));
  const added = textsAt(after, "capabilities", "adds").filter((capability) => !old.has(capability));
  const names = added.map((capability) => code(capability.replace(/^CAP_/, ""))).join(", ");
  return added.length === 0 ? [] : [`gets ${added.length === 1 ? "capability" : "capabilities"} ${names}`];
}

function containerPrivileges(inputs: JsonMap): readonly string[] {
  const modes = ["networkMode", "pidMode", "ipcMode", "usernsMode"].filter((key) => inputs[key] === "host");
  const sources = [
    ...mapsAt(inputs, "volumes").map((volume) => volume.hostPath),
    ...mapsAt(inputs, "mounts").map((mount) => (mount.type === "bind" ? mount.source : undefined)),
  ];
  const paths = sources.filter((path) => typeof path === "string");
  const options = textsAt(inputs, "securityOpts");
  const user = textAt(inputs, "user");
  const isRoot = user === undefined || /^(root|0)(:|$)/.test(user);
  return [
    ...(inputs.privileged === true ? ["is privileged: it is root on its host"] : []),
    ...modes.map((key) => `shares the host's ${key.replace(/Mode$/, "")}`),
    ...paths.map((path) => `reaches ${code(path)} of its host`),
    ...(textsAt(inputs, "capabilities", "drops").includes("ALL") ? [] : ["keeps Docker's default capabilities"]),
    ...(isRoot ? ["runs as root"] : []),
    ...(inputs.readOnly === true || inputs.start === false ? [] : ["may write to its root file system"]),
    ...(options.some((option) => /^(label[=:]disable|seccomp[=:]unconfined|apparmor[=:]unconfined)/.test(option))
      ? ["runs unconfined"]
      : []),
    ...(options.includes("no-new-privileges:true") ? [] : ["may gain privileges"]),
    ...mapsAt(inputs, "devices").map((device) => `gets device ${code(plainValue(device.hostPath))}`),
  ];
}

interface DocumentChange {
  /** The resource's inputs; absent: it is created. */
  readonly before: JsonMap | undefined;
  readonly after: JsonMap;
  /** Where in the inputs the document is. */
  readonly key: "policy" | "assumeRolePolicy";
}

function policyDocument(step: PlannedStep, { before, after, key }: DocumentChange): readonly string[] {
  if (!changed(before, after, key)) return [];
  const old = new Set(actionsOf(before?.[key]));
  const added = actionsOf(after[key]).filter((action) => !old.has(action));
  const what = key === "policy" ? "may now do" : "may now be assumed by";
  return added.length === 0
    ? [`the conditions of ${code(step.name)} change`]
    : [
        `${code(step.name)} ${what} ${code(added.slice(0, shownActions).join(", "))}${others(added.length - shownActions)}`,
      ];
}

const shownActions = 5;

/** "Allow <action or principal> on <resource>" of a policy document, which is an object or its JSON. */
function actionsOf(document: Json | undefined): readonly string[] {
  return mapsAt(typeof document === "string" ? parsed(document) : document, "Statement")
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Principal, Resource }) => {
      const subjects = Principal === undefined ? [Action ?? null].flat() : [Principal];
      return subjects.map(
        (subject) => `${plainValue(subject)}${Resource === undefined ? "" : ` on ${plainValue(Resource)}`}`,
      );
    });
}

/** The YAML parser reads JSON as well, and returns any other text as a string. */
function parsed(text: string): Json {
  const document = parseDocument(text);
  return document.errors.length > 0 ? text : (document.toJS() as Json);
}

function addedLines(before: Json | undefined, after: Json | undefined): readonly string[] {
  const [old, now] = [before, after].map((value) => (typeof value === "string" ? (decodeText(value)?.text ?? "") : ""));
  return textDiff(old ?? "", now ?? "").flatMap((line) => (line.startsWith("+") ? [line.slice(1)] : []));
}

function changed(before: JsonMap | undefined, after: JsonMap, key: string): boolean {
  return after[key] !== undefined && canonicalJson(before?.[key] ?? null) !== canonicalJson(after[key]);
}

function lastPart(path: string): string {
  return path.replaceAll('"', "").split("/").at(-1) ?? path;
}

function others(count: number): string {
  return count > 0 ? ` and ${count} more` : "";
}
