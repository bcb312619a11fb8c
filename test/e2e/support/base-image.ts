import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { asAdmin, host, type Outputs, root } from "./stack";

const image = "debian:trixie-slim";

/** Gives a host the image that Dockerfiles start from, made here from Debian's packages, where no registry can be reached to pull it. */
export function loadBaseImage(outputs: Outputs): void {
  if (asAdmin(outputs, `sudo docker image inspect ${image}`).code === 0) return;
  const { sshConfig, name } = host(outputs);
  const { status, stderr } = spawnSync("bash", ["-euo", "pipefail", "-c", script, "base-image", sshConfig, name], {
    cwd: join(root, "packages", "provider", "image"),
    encoding: "utf8",
    timeout: 600_000,
  });
  if (status !== 0) throw new Error(`the base image could not be made or loaded:\n${stderr.slice(-2000)}`);
}

/** As packages/provider/image/build.sh makes it for Berth's own machine image. */
const script = `
. ./debian-sources.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
debian_sources trixie >"$work/sources.list"
debian_apt_settings >"$work/apt.conf"
mmdebstrap --mode=root --variant=minbase --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \\
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \\
  --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \\
  --aptopt="$work/apt.conf" --setup-hook="copy-in $PWD/container-base/etc /" trixie "$work/base.tar" "$work/sources.list"
ssh -F "$1" "$2-admin" sudo docker import --change "'CMD [\\"bash\\"]'" - ${image} <"$work/base.tar"
`;
