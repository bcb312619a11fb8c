import { absolutePath, text } from "../fields";
import { alias } from "../ssh-access/host-alias";

const name = "[a-z0-9]+(?:[._-]+[a-z0-9]+)*";

/** "project/service": no word of it is special to a shell. */
export const imageRepository = {
  pattern: new RegExp(`^${name}/${name}$`),
  meaning: "the name of an image without its tag, project/service",
};

const keptRepository = {
  pattern: new RegExp(`^berth\\.invalid/${name}/${name}$`),
  meaning: "the name that kept releases have, berth.invalid/project/service",
};

const releaseId = { pattern: /^[0-9a-f]{12}$/, meaning: "the id of a release, 12 hex digits" };

/** Inputs that say which release of which service on which host. */
export const releaseFields = {
  sshConfig: absolutePath,
  host: text(alias),
  service: text(),
  repository: text(keptRepository),
  release: text(releaseId),
  generation: text(),
};
