import { adminNetworks, privateNetwork, subnets } from "../../../infra/config/network-rules";

test.each(["10.0.0.0/8", "172.31.0.0/16", "192.168.4.0/24"])("%s is a private network", (network) => {
  expect(privateNetwork("10.40.0.0/16").parse(network)).toBe(network);
});

test.each(["8.8.8.0/24", "172.32.0.0/16", "10.0.0.1/16", "10.0.0.0"])("%s is not", (network) => {
  expect(privateNetwork("10.40.0.0/16").parse(network)).toBeUndefined();
});

test("administrators' networks are a list of /8 or smaller", () => {
  expect(adminNetworks().parse('["198.51.100.0/24", "10.0.0.0/8"]')).toEqual(["198.51.100.0/24", "10.0.0.0/8"]);
  expect(adminNetworks().parse('["10.0.0.0/8", "0.0.0.0/0"]')).toBeUndefined();
});

test("subnets are words of the cloud", () => {
  expect(subnets().parse('["a=subnet-0123456789abcdef0", "web"]')).toEqual(["a=subnet-0123456789abcdef0", "web"]);
  expect(subnets().parse('["$(id)"]')).toBeUndefined();
});
