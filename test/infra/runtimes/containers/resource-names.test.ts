import fc from "fast-check";
import { resourceNames } from "../../../../infra/runtimes/containers/resource-names";
import { imageService } from "./sample-service";

const folderMounts = (...folders: string[]) =>
  folders.map((folder) => ({ folder, target: `/${folder}`, readOnly: false }));
const plain = (...names: string[]) => names.map((name) => imageService({ name }));

test("the names that stacks have had stay", () => {
  const services = [...plain("db"), imageService({ name: "web", replicas: 2, folderMounts: folderMounts("srv") })];
  expect(resourceNames({ services, volumes: ["data"] })).toEqual({
    services: new Map([
      ["db", { containers: [{ container: "db", secrets: "db-secrets" }], files: "files-of-db" }],
      [
        "web",
        {
          containers: [
            { container: "web", secrets: "web-secrets" },
            { container: "web-2", secrets: "web-2-secrets" },
          ],
          files: "files-of-web",
        },
      ],
    ]),
    folders: new Map([["srv", "folder-srv"]]),
  });
});

test("what is made for a service gives way to what the file names", () => {
  const services = [
    imageService({ name: "x", replicas: 2, folderMounts: folderMounts("x") }),
    ...plain("x-secrets", "x-2", "files-of-x"),
  ];
  const names = resourceNames({ services, volumes: ["folder-x", "files-of-x-2"] });
  expect(names.services.get("x-secrets")?.containers[0]?.container).toBe("x-secrets");
  expect(names.services.get("x")).toEqual({
    containers: [
      { container: "x", secrets: expect.stringMatching(/^x-secrets-[0-9a-f]{8}$/) as string },
      {
        container: expect.stringMatching(/^x-2-[0-9a-f]{8}$/) as string,
        secrets: expect.stringMatching(/^x-2-[0-9a-f]{8}-secrets$/) as string,
      },
    ],
    files: expect.stringMatching(/^files-of-x-[0-9a-f]{8}$/) as string,
  });
  expect(names.services.get("x-2")?.files).toMatch(/^files-of-x-2-[0-9a-f]{8}$/);
  expect(names.folders.get("x")).toMatch(/^folder-x-[0-9a-f]{8}$/);
});

test("no two containers and no two volumes have one name, whatever the file names", () => {
  const name = fc.array(fc.constantFrom("x", "2", "secrets", "files-of", "folder"), { minLength: 1, maxLength: 4 });
  const names = fc.uniqueArray(
    name.map((words) => words.join("-")),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(names, names, names, fc.integer({ min: 1, max: 3 }), (called, volumes, folders, replicas) => {
      const services = called.map((one) =>
        imageService({ name: one, replicas, folderMounts: folderMounts(...folders) }),
      );
      const made = resourceNames({ services, volumes });
      const each = [...made.services.values()];
      const containers = each.flatMap(({ containers: own, files }) => [
        ...own.flatMap(({ container, secrets }) => [container, secrets]),
        files,
      ]);
      expect(new Set(containers).size).toBe(containers.length);
      const all = [...volumes, ...each.map(({ files }) => files), ...made.folders.values()];
      expect(new Set(all).size).toBe(all.length);
      for (const one of called) expect(made.services.get(one)?.containers[0]?.container).toBe(one);
    }),
  );
});
