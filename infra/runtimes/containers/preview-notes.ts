import type { ServiceModel } from "../../compose/service-model";
import { awaitedPorts, checkOf, outcomeOf, STEADY_SECONDS } from "./outcome";
import { isPinned } from "./remote-image";

/** What a preview has to say of a host's services, a sentence a line: images that are not pinned, and how each counts as up. */
export function previewNotes(services: readonly ServiceModel[]): readonly string[] {
  const notes = services.flatMap((service) => [
    ...imageNote(service),
    ...environmentNote(service),
    ...outcomeNote(service, services),
  ]);
  const checked = services.filter((service) => checkOf(service) === "own").map(({ name }) => name);
  if (checked.length === 0) return notes;
  return [...notes, `${checked.join(", ")}: healthy by the check in the file.`];
}

function environmentNote({ name, secureEnvironment = {} }: ServiceModel): readonly string[] {
  const names = Object.keys(secureEnvironment).sort().join(", ");
  if (names === "") return [];
  return [
    `${name}: ${names} in its environment: encrypted in the state, but whoever may run \`docker inspect\` on the host can see it. A file of \`secrets\` can't be seen there; many images take its path as NAME_FILE.`,
  ];
}

function imageNote({ name, image }: ServiceModel): readonly string[] {
  if (image === undefined || isPinned(image)) return [];
  const next =
    image.pull === "always"
      ? "each `up` looks for a newer one"
      : "keeps to that image until the file has another reference or the machine is replaced";
  return [
    `${name}: ${image.reference} is not pinned. The host pulls what the registry has for it now, and ${next}. \`npx berth lock\` pins it.`,
  ];
}

function outcomeNote(service: ServiceModel, services: readonly ServiceModel[]): readonly string[] {
  const { name, restart } = service;
  const outcome = outcomeOf(service, services);
  if (outcome === "completed") return [`${name}: runs to its end, and what depends on it waits for exit code 0.`];
  if (restart !== undefined) return [`${name}: is not restarted (restart: ${restart}), and may end with exit code 0.`];
  if (outcome === "healthy" || checkOf(service) === "own") return [];
  const steady = `counts as up after it ran ${STEADY_SECONDS} s without a restart${portsNote(service)}`;
  if (checkOf(service) === "none") return [`${name}: ${steady}, its health check is switched off.`];
  return [`${name}: has no health check in the file. That of its image is waited for; without one it ${steady}.`];
}

function portsNote(service: ServiceModel): string {
  const ports = awaitedPorts(service);
  if (ports.length === 0) return "";
  return ports.length === 1 ? ` and port ${ports[0]} accepts` : ` and one of its ports ${ports.join(", ")} accepts`;
}
