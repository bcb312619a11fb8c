/** What a member of group docker tries first. Each must end without a look at the host's secrets or a write to its files. */
export const attacks: readonly (readonly [string, string])[] = [
  ["bind /etc and write to it", "docker run --rm -v /etc:/x debian:trixie-slim sh -c 'cat /x/shadow; touch /x/owned'"],
  ["bind the whole host", "docker run --rm -v /:/x debian:trixie-slim sh -c 'cat /x/etc/shadow; touch /x/etc/owned'"],
  [
    "--privileged",
    "docker run --rm --privileged -v /:/x debian:trixie-slim sh -c 'cat /x/etc/shadow; touch /x/etc/owned'",
  ],
  [
    "no label at all",
    "docker run --rm --security-opt label=disable -v /etc:/x debian:trixie-slim sh -c 'cat /x/shadow; touch /x/owned'",
  ],
  ...["spc_t", "unconfined_t", "initrc_t", "dockerd_t", "init_t", "sysadm_t", "kernel_t"].map(
    (type): [string, string] => [
      `the domain ${type}`,
      `docker run --rm --security-opt label=type:${type} -v /etc:/x debian:trixie-slim sh -c 'cat /x/shadow; touch /x/owned'`,
    ],
  ),
  ["the raw disk", "docker run --rm --device /dev/vda debian:trixie-slim dd if=/dev/vda bs=1M count=1 of=/dev/null"],
  ["the host's processes", "docker run --rm --pid host --cap-add ALL debian:trixie-slim cat /proc/1/root/etc/shadow"],
  [
    "a volume that is a bind mount",
    "docker run --rm --mount type=volume,dst=/x,volume-driver=local,volume-opt=type=none,volume-opt=o=bind,volume-opt=device=/etc debian:trixie-slim sh -c 'cat /x/shadow; touch /x/owned'",
  ],
  ["the daemon's socket", "docker run --rm -v /var/run/docker.sock:/s debian:trixie-slim sh -c 'cat /s; echo x > /s'"],
  [
    "a kernel module folder",
    "docker run --rm --cap-add ALL -v /lib/modules:/lib/modules debian:trixie-slim touch /lib/modules/owned",
  ],
  [
    "a file copied into a host path",
    "docker run -d --name copied -v /etc:/x debian:trixie-slim true && echo x | docker cp - copied:/x/",
  ],
  [
    "a copy over containerd's configuration",
    "docker create --name config -v /:/x debian:trixie-slim true && tar -cC /etc hostname | docker cp - config:/x/etc/containerd/",
  ],
  [
    "the audit system frozen by its control group",
    "docker run --rm --cgroupns host -v /sys/fs/cgroup:/x debian:trixie-slim sh -c 'echo 1 >/x/system.slice/auditd.service/cgroup.freeze'",
  ],
];

/** By which the login user became root before there was a gate: issue 13, C1 to C3 and the findings below them. */
export const roots: readonly (readonly [string, string])[] = [
  [
    "C1: a helper's domain",
    "docker run --rm --security-opt label=disable --cap-add SYS_MODULE -v /:/x --entrypoint /x/var/tmp/tool debian:trixie-slim",
  ],
  [
    "C1: dockerd's own domain",
    "docker run --rm --security-opt label=disable --cap-add ALL -v /:/x --entrypoint /x/bin/bash debian:trixie-slim -c 'mknod /x/var/tmp/disk b 254 0'",
  ],
  [
    "C2: the store opened by a build's domain",
    "docker run --rm --security-opt label=type:berth_build_t -v /var/lib/docker:/x debian:trixie-slim chmod 0711 /x",
  ],
  [
    "C2: the store opened by a copy",
    "docker create --name copied -v /var/lib/docker:/x debian:trixie-slim true && mkdir -p t && chmod 0711 t && tar -c t | docker cp - copied:/x/",
  ],
  [
    "C3: a tmpfs with suid on the host",
    "mkdir -p c3; chcon -t container_file_t c3; docker run --rm -v $HOME/c3:/x:rshared --tmpfs /x/t:suid,exec debian:trixie-slim true",
  ],
  [
    "the host key in the firmware's tables",
    "docker run --rm -v /sys:/x debian:trixie-slim cat /x/firmware/dmi/tables/DMI",
  ],
  ["the host's control groups", "docker run --rm --cgroupns host -v /sys/fs/cgroup:/x debian:trixie-slim true"],
  ["another user namespace", "docker run --rm --userns host --uts host --pid host debian:trixie-slim true"],
];
