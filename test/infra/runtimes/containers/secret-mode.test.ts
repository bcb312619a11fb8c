import { containerSpec } from "../../../../infra/runtimes/containers/container-spec";
import { secretMode } from "../../../../infra/runtimes/containers/secret-mode";
import { sampleService } from "./sample-service";

const context = { project: "berth", stack: "dev" };

test.each(["10002:10002", "10002", "postgres", "0001", "rootless"])(
  "a service of user %s reads its secrets as one of root's group, and others of the container do not",
  (user) => {
    expect(secretMode({ user })).toBe(0o440);
    expect(containerSpec(sampleService({ user, secrets: ["token"] }), context)).toMatchObject({ groupAdds: ["0"] });
  },
);

test.each(["0", "0:0", "root", "root:adm"])(
  "an image that starts as %s and changes its user reads its secrets afterwards, without root's group",
  (user) => {
    expect(secretMode({ user })).toBe(0o444);
    const spec = containerSpec(sampleService({ user, secrets: ["token"] }), context);
    expect(spec).not.toHaveProperty("groupAdds");
  },
);

test("an image's own user, which is not known here, reads its secrets", () => {
  expect(secretMode({})).toBe(0o444);
});
