import { configFailures, daemonAddress, parseSshOpts } from "../../../packages/docker/provider-config";
import { unknown, type PropertyMap } from "../../../packages/model/property";

const reasons = (inputs: PropertyMap) => configFailures(inputs).map(({ property, reason }) => `${property} ${reason}`);

test("takes ssh and unix addresses, options as a list or as JSON text, and unknown values", () => {
  expect(
    reasons({ host: "ssh://deploy@127.0.0.1:2222", sshOpts: '["-F","/x"]', version: "5.2.0", registryAuth: "[]" }),
  ).toEqual([]);
  expect(reasons({ host: unknown, sshOpts: unknown })).toEqual([]);
  expect(parseSshOpts('["-F","/x"]')).toEqual(["-F", "/x"]);
  expect(parseSshOpts(["-F"])).toEqual(["-F"]);
  expect(daemonAddress({}, { DOCKER_HOST: "unix:///run/x.sock" }).name).toBe("unix:///run/x.sock");
});

test("names all that it can't serve", () => {
  expect(reasons({ host: "tcp://a:2375", sshOpts: "-F x", certPath: "/certs" })).toEqual([
    "certPath is not supported by this engine; give `host` (ssh://… or unix://…), `sshOpts` and `registryAuth` only",
    'host must be "ssh://user@address:port" or "unix:///path", got "tcp://a:2375"',
    "sshOpts must be a list of strings",
  ]);
});

test.each(["ssh://-oProxyCommand=x", "ssh://", "ssh://a:b@c", "ssh://a/path", "unix://relative"])(
  "refuses %s",
  (host) => {
    expect(reasons({ host })).toEqual([expect.stringContaining('host must be "ssh://')]);
  },
);
