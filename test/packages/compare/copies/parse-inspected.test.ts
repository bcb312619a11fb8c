import { parseInspected } from "../../../../packages/compare/copies/parse-inspected";

const container = {
  Image: "sha256:1",
  Config: { User: "10002", Env: null },
  HostConfig: {
    ReadonlyRootfs: true,
    CapAdd: null,
    CapDrop: ["ALL"],
    SecurityOpt: null,
    GroupAdd: null,
    Memory: 1,
    MemorySwap: 1,
    NanoCpus: 1,
    ShmSize: 1,
    Ulimits: [{ Name: "nproc", Soft: 64, Hard: 64 }],
  },
  Mounts: [{ Type: "volume", Destination: "/run/secrets", RW: false }],
  NetworkSettings: { Networks: { app: {} } },
};

test("reads what docker inspect prints, with the keys that Docker leaves out or sets to null", () => {
  expect(parseInspected(JSON.stringify([{ ...container, Id: "not read" }]))).toEqual([container]);
  expect(parseInspected("[]")).toEqual([]);
});

test("rejects a container without its limits", () => {
  expect(() => parseInspected(JSON.stringify([{ ...container, HostConfig: {} }]))).toThrow();
});
