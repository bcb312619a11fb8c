import fc from "fast-check";
import { imageName } from "../../../infra/host/image-name";

test("a plain name stays, and no other one becomes it", () => {
  expect(["a-b", "a_b", "a.b", "build", "a--b"].map(imageName)).toEqual(["a-b", "a_b", "a.b", "build", "a--b"]);
  expect(imageName("A_b")).toMatch(/^a-b-[0-9a-f]{12}$/);
  expect(imageName("a_B")).toMatch(/^a-b-[0-9a-f]{12}$/);
  expect(imageName("A_b")).not.toBe(imageName("a_B"));
  expect(imageName("_")).toMatch(/^[0-9a-f]{12}$/);
});

test("every name of a service becomes a part that registries take, and two are never one", () => {
  const service = fc.stringMatching(/^[a-zA-Z0-9._-]{1,120}$/);
  fc.assert(
    fc.property(service, service, (one, other) => {
      expect(imageName(one)).toMatch(/^[a-z0-9]+((\.|_|-+)[a-z0-9]+)*$/);
      expect(imageName(one).length).toBeLessThanOrEqual(63);
      expect(imageName(one) === imageName(other)).toBe(one === other);
    }),
  );
});
