import { copyArgv, type Inspected } from "../../../../packages/compare/copies/container-argv";

const inspected: Inspected = {
  Image: "sha256:abc",
  Config: { User: "10002:10002", Env: ["PGHOST=db", "TEXT=two words"] },
  HostConfig: {
    ReadonlyRootfs: true,
    CapAdd: null,
    CapDrop: ["ALL"],
    SecurityOpt: ["no-new-privileges:true", "label=type:berth_api_t"],
    GroupAdd: ["0"],
    Memory: 201326592,
    MemorySwap: 201326592,
    NanoCpus: 1_500_000_000,
    ShmSize: 67108864,
    Tmpfs: { "/tmp": "size=8m,noexec" },
    Ulimits: [{ Name: "nproc", Soft: 60, Hard: 64 }],
  },
  Mounts: [{ Type: "volume", Name: "f00", Destination: "/run/secrets", RW: false }],
  NetworkSettings: { Networks: { "links-app": {}, "links-data": {} } },
};

test("a copy has the image, networks, volumes, confinement and limits of the container that it is of, and is a user of its own", () => {
  expect(copyArgv(inspected, 3)).toEqual([
    ...["docker", "run", "--detach", "--label", "berth.copy", "--no-healthcheck", "--log-driver", "local"],
    ...["--network", "links-app", "--network", "links-data", "--user", "20003:10002"],
    ...["--env", "PGHOST=db", "--env", "TEXT=two words", "--read-only", "--cap-drop", "ALL"],
    ...["--security-opt", "no-new-privileges:true", "--security-opt", "label=type:berth_api_t", "--group-add", "0"],
    ...["--memory", "201326592", "--memory-swap", "201326592", "--cpus", "1.5", "--shm-size", "67108864"],
    ...["--ulimit", "nproc=60:64", "--tmpfs", "/tmp:size=8m,noexec", "--volume", "f00:/run/secrets:ro", "sha256:abc"],
  ]);
});

test("what a container does not have, its copy does not get", () => {
  const bare: Inspected = {
    ...inspected,
    Config: { User: "1:1", Env: null },
    HostConfig: {
      ...inspected.HostConfig,
      ReadonlyRootfs: false,
      CapDrop: null,
      SecurityOpt: null,
      GroupAdd: null,
      Tmpfs: null,
      Ulimits: null,
    },
    Mounts: [],
  };
  const words = copyArgv(bare, 1);
  for (const option of [
    "--env",
    "--read-only",
    "--cap-drop",
    "--security-opt",
    "--group-add",
    "--tmpfs",
    "--volume",
    "--ulimit",
  ])
    expect(words).not.toContain(option);
});
