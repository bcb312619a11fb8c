import { guestFiles } from "../../../../infra/guest/guest-files";
import { pidsBound, SLICE_LIMITS, sliceOf } from "../../../../infra/runtimes/containers/pids-limit";
import { imageService, sampleService } from "./sample-service";

test("counts by user only where each service has a user of its own that is not root", () => {
  const service = (user: string) => sampleService({ user });
  expect(pidsBound([service("10001:10001"), service("10002")])).toBe("user");
  expect(pidsBound([service("10001:10001"), service("10001:5")])).toBe("slice");
  expect(pidsBound([service("0:0")])).toBe("slice");
  expect(pidsBound([service("www-data")])).toBe("slice");
  expect(pidsBound([imageService({})])).toBe("slice");
});

test("puts a service into a slice of its own, with the next limit up that the guest has", () => {
  expect(sliceOf(sampleService({ name: "a", pids: 128 }))).toMatch(/^berth-pids128-[0-9a-f]{8}\.slice$/);
  expect(sliceOf(sampleService({ name: "a", pids: 129 }))).toMatch(/^berth-pids512-/);
  expect(sliceOf(sampleService({ name: "a", pids: 100_000 }))).toMatch(/^berth-pids8192-/);
  expect(sliceOf(sampleService({ name: "a" }))).not.toBe(sliceOf(sampleService({ name: "b" })));
  for (const limit of SLICE_LIMITS) {
    const path = `/etc/systemd/system/berth-pids${limit}-.slice.d/limit.conf`;
    expect(guestFiles("containers")[path]).toContain(`TasksMax=${limit}\n`);
  }
});
