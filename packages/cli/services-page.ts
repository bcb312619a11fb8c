import { notDeployedBy } from "@berth/infra/not-deployed";
import { REFUSED_KEYS, WITHOUT_EFFECT } from "@berth/infra/refused-keys";

const intro = `# Your own application

Made by \`npm run docs\`; the tables come from the checks themselves (infra/compose/refused-keys.ts and not-deployed.ts).

Berth deploys a Compose file as it is. From nothing to a URL on this computer:

1. \`npx berth init PATH\`, where PATH is a Compose file or its folder, in this checkout or elsewhere. It makes this checkout the
   project of that application: the project's name in \`Pulumi.yaml\` (\`--name\` gives another one), and \`composeFiles\` in every
   stack's file. It prints what will be open, what is kept, what differs from Compose and which values are still missing; of a
   file with errors it prints them all, and writes nothing. A project that has stacks keeps its name.
2. Give the missing values, in \`.env\` beside the Compose file or in \`Pulumi.dev.yaml\`:

   \`\`\`yaml
   config:
     composeFiles: [wiki/compose.yaml]
     composeVariables: { TAG: "1.2" }
   \`\`\`

   Each further file of the list is merged over those before it. With one file alone, \`compose.override.yaml\` beside it is
   merged over it, as Compose does. \`\${NAME}\` takes its value from \`composeVariables\`, then from \`.env\` beside the first
   file. A variable without a value and without a default is an error. Passwords are described below.
3. \`npm run preview\` prints every error of the file at once, with file, line, path and what to do; then what differs from
   Compose, and how each service counts as up.
4. \`npm run up\`. The output \`ports\` of the host has the port on this computer for each published one; \`url\` is there where
   port 80 is published.

The reader follows compose-go, the Specification's own reference ([packages/compose](../packages/compose/README.md)):
merge keys and anchors, \`x-…\`, all short and long forms, profiles, \`include\`, \`extends\`, several files, every operator of
interpolation, \`.env\`.

## Passwords and other secrets

\`\`\`sh
npx berth config set --secret --path composeVariables.DB_PASSWORD    # reads the value from the terminal, or from stdin
\`\`\`

A secure variable can be two things, and stays encrypted in the state and masked in every preview:

- **the text of a secret**: \`secrets: { db: { environment: DB_PASSWORD } }\`. The container gets a file, \`docker inspect\` shows
  nothing. A secret that is \`external: true\` takes the variable of its own name, with \`_\` for other characters.
- **a part of an environment value**: \`DATABASE_URL: postgres://app:\${DB_PASSWORD}@db/app\`. Whoever may run \`docker inspect\` on
  the host can see it, and the preview prints a note about it.

Anywhere else (an image, a label, a port, a command, a config) a secure variable is an error with its name and path, which names the way instead: a shell that reads the environment, or a secret
at the place of the config. Secrets can
also come from a file, inside of the project or outside (\`file: ../key.pem\`, an absolute path), or be made by Berth
(\`x-berth: { generate: { length: 32 } }\`). Another value replaces the containers that use it, and no other.

A program does not get which values of a map are secure, so Berth reads that from \`Pulumi.<stack>.yaml\`: where another file was
given with \`--config-file\`, all of \`composeVariables\` count as secure.

## Images

- **Pinned**: \`berth.lock.json\` beside the first compose file has a digest for a reference:
  \`{ "images": { "postgres:17.6": { "digest": "sha256:…", "platform": "linux/amd64" } } }\`. Without an entry the host resolves the
  tag at \`up\`, the digest is kept with the stack, and the preview prints that the image is not pinned. \`npx berth lock\` writes the
  file, before the first \`up\` too: an image that the stack's first host has pulled gets that digest, and for any other one the
  registry is queried from this computer, for the platform of the stack's machines. Images without a registry in their name are those
  of \`defaultRegistry\`, or of the one that a Docker here reports. \`npx berth lock --update\` queries for the pinned ones too, or for
  those that are named (\`npx berth lock --update postgres:17\`), and prints the digests that changed: the next \`up\` replaces the
  services that use them. A review shows a new tag as \`postgres 17.5 → 17.6\`.
- **\`pull_policy\`**: \`missing\` is the default. With \`always\` (and \`daily\`, \`weekly\`, \`every_…\`) each \`up\` looks for a newer image
  and replaces the service only if there is one. \`build\` needs a \`build\`; \`never\` is refused.
- **Private registries**: \`registries\` has the credentials by host. The password is secure, is in the state encrypted, and
  goes to the daemon with each pull; the host keeps none. A registry with a certificate of an authority of its own has \`caFile\`,
  a file in PEM: \`berth lock\` and each host's Docker trust it for this registry alone.

  \`\`\`sh
  npx berth config set --path 'registries["registry.example.org"].username' robot
  npx berth config set --secret --path 'registries["registry.example.org"].password' <token
  \`\`\`

## What every service gets

| | unless the file sets another value |
| --- | --- |
| SELinux | a domain of its own with exactly the capabilities below; seccomp and no-new-privileges stay on |
| capabilities | none for a user other than root; for root Docker's default set without NET_RAW, MKNOD, SYS_CHROOT, AUDIT_WRITE and SETFCAP, which \`cap_add\` adds by name |
| memory, CPU, processes | 512 MiB, 1, 512 |
| logs | capped and rotated by the host |
| health | the file's check, or the image's, or: it ran for some seconds without a restart and one of its published TCP ports accepts. The preview prints which |
| image | pulled by the host. The preview prints which images have no digest |
| ports | TCP and UDP, short and long forms and ranges: in the host's firewall, the cloud's rules and the output \`ports\` (\`"80"\`, \`"53/udp"\`). \`"3000"\` alone gets a port of the stack's own, the same at every \`up\`; the preview prints it. \`127.0.0.1:\` before it opens it to the host alone; another address is refused, because the platform chooses those of hosts |
| \`./data\` and absolute data paths | a folder on the host's data disk, kept on destroy as volumes are |

Root in a container is still uid 0 of the host, confined by SELinux, seccomp and the capabilities above: the daemon does not
remap users yet. Give \`user:\` where the image can run with it.

Several services may write to one volume or folder: they share the SELinux categories that its files have. All that is in it gets
these when a container starts.

**Tighter**: images are made to run anywhere, and most services use little of what they may. \`npx berth tighten SERVICE --for 120\` restarts
a service, watches it for two minutes while you use all of it, and prints the Compose lines that allow what it did and no more, as a diff:
the capabilities that it used, a read-only root file system with folders in memory where it wrote, twice the memory and processes
that it needed. \`--write\` writes them. It also prints what it could not see, such as a first start on empty volumes.

## Routes

A service with a route is reached by its host name over HTTPS, and nobody writes a configuration for it:

\`\`\`yaml
services:
  web:
    x-berth:
      route: { host: app.example.org, port: 3000 }
  api:
    x-berth:
      route:
        - { host: app.example.org, path: /api, port: 8080, health: /health }
        - { host: api.example.org, port: 8080 }
\`\`\`

| key | |
| --- | --- |
| \`host\` | the host name. On a cloud it gets its A record where it is in the zone of \`dnsZone\`; a preview lists the others, whose records you make |
| \`path\` | \`/\` (the default) or a path, which goes to the service as it is, with all that is below it. The longest path wins |
| \`port\` | of the container; it needs no \`ports\` |
| \`health\` | a page that answers 200 while a container can take requests: it is queried every 5 s |

Berth adds a service \`berth-ingress\` that publishes 80 and 443, so no other service can. It redirects HTTP, gets certificates of a public
authority, and for names that none certifies (\`app.test\`, \`app.internal\`, …) and on this computer from an authority of its own. The
output \`urls\` has each route. Another route reloads it and no container is replaced for that.

A service that is replaced beside its old container gets requests when the new one counts as up, and the old one ends after those that it
has. One with a volume, a port or an address is replaced after the old one is gone: GET requests wait up to 30 s for it, those with a
body get 502 meanwhile. While Debian's Caddy 2.6 reloads, it may refuse new connections to names with a public certificate for a fraction of a
second; certificates of its own authority are read for each connection that finds none loaded.

On this computer, with the authority's certificate from the ingress:

\`\`\`sh
npm run --silent ssh -- 'docker exec $(docker ps -q --filter label=berth.service=berth-ingress) cat /data/caddy/pki/authorities/local/root.crt' > root.crt
curl --cacert root.crt --resolve app.example.org:PORT:ADDRESS https://app.example.org:PORT/
\`\`\`

## Where an image comes from

| in the file | what happens |
| --- | --- |
| \`build:\` | built once for each content: on the host, or, with \`imageBuilds: here\`, on this computer while the host boots. The default builds here where this computer emulates the machine |
| \`image:\` | pulled by the host from its registry |
| \`image:\` with \`x-berth: { archive: ./app.tar }\` | sent from this computer. The archive is what \`docker save\` or a tool for OCI layouts wrote, not compressed, with one image for the host's platform; \`image:\` only names it for Compose. The hash of the archive decides whether it is sent again |

What this computer builds or has in an archive goes to the host over SSH, and only the layers that the host lacks. Builds use
this computer's Docker (with BuildKit), or else buildah. buildah runs the commands of a Dockerfile in a chroot as the user who
runs \`npm run up\`, rootless unless that is root: build only what you trust, as with any package that you install.
`;

/** docs/your-services.md: how to deploy an application of one's own, with the tables of what is refused and what has no effect. */
export function servicesPage(): string {
  const refused = REFUSED_KEYS.map(({ key, when, instead }) => [
    `\`${key}\``,
    when === undefined ? "always" : "some values",
    instead,
  ]);
  const inert = Object.entries(WITHOUT_EFFECT).map(([key, why]) => [`\`${key}\``, why]);
  const containers = notDeployedBy("containers").map(({ what }) => [what]);
  const all = new Set(containers.map(([what]) => what));
  const vms = notDeployedBy("vms").flatMap(({ what }) => (all.has(what) ? [] : [[what]]));
  return [
    intro,
    section("Refused, with the alternative", ["key", "which values", "why, and what to do instead"], refused),
    section("Read, without effect", ["key", "why"], inert),
    section("Read, but not deployed yet", ["what a service may use elsewhere and not here"], containers),
    section("Not deployed on VMs without Docker, in addition", ["what"], vms),
  ].join("\n");
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return `## ${title}\n\n${lines.map((line) => `| ${line.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`).join("")}`;
}
