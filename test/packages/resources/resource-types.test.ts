import * as pulumi from "@pulumi/pulumi";
import { type Fields, integer, list, optional, record, text } from "../../../packages/provider/fields";
import { kinds } from "../../../packages/provider/provider";
import * as cloud from "../../../packages/resources/cloud-resources";
import * as host from "../../../packages/resources/host-resources";
import type { AddressInputs, DiskInputs } from "../../../packages/resources/local-types";
import * as local from "../../../packages/resources/resources";

const registered = new Set<string>();

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ type }) => {
      registered.add(type);
      return { id: type, state: {} };
    },
    call: () => ({}),
  });
  for (const Class of [...Object.values(local), ...Object.values(host), ...Object.values(cloud)]) {
    const resource = new (Class as new (name: string, args: object) => pulumi.CustomResource)("a", {});
    await new Promise((resolve) => resource.id.apply(resolve));
  }
});

test("the provider serves every class of the SDK, and the SDK has a class for all that it serves", () => {
  expect([...registered].sort()).toEqual(Object.keys(kinds).sort());
});

test("a field of another type than its input does not compile", () => {
  const disk = (fields: Fields<DiskInputs>) => Object.keys(fields);
  const address = (fields: Fields<AddressInputs>) => Object.keys(fields);
  // @ts-expect-error sizeGiB is a number
  expect(disk({ directory: text(), sizeGiB: text() })).toHaveLength(2);
  // @ts-expect-error sizeGiB is missing
  expect(disk({ directory: text() })).toHaveLength(1);
  // @ts-expect-error the program always gives the directory
  expect(disk({ directory: optional(text()), sizeGiB: integer(1, 9) })).toHaveLength(2);
  // @ts-expect-error the program need not give the host's port
  expect(address({ ports: list(record({ guest: integer(1, 9), host: text() })) })).toHaveLength(1);
});
