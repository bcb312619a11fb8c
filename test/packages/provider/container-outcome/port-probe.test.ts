import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { addressesOf } from "../../../../packages/provider/container-outcome/container-report";
import { portProbe } from "../../../../packages/provider/container-outcome/port-probe";

const run = (script: string) => execFileSync("sh", ["-c", script], { timeout: 30_000, encoding: "utf8" });

test("is the whole script", () => {
  expect(portProbe(["172.20.0.2", "172.20.1.2"], [80, 443]))
    .toBe(`for place in 172.20.0.2/80 172.20.0.2/443 172.20.1.2/80 172.20.1.2/443; do
	if timeout 1 bash -c ": </dev/tcp/$place" 2>/dev/null; then
		echo accepts
		exit 0
	fi
done
`);
  expect(
    portProbe(
      ["172.20.0.2"],
      Array.from({ length: 99 }, (_, index) => index + 1),
    ),
  ).not.toContain("/21");
});

test("finds the one port that accepts, and prints nothing when none does", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  expect(run(portProbe(["127.0.0.1"], [1, port]))).toBe("accepts\n");
  server.close();
  await once(server, "close");
  expect(run(portProbe(["127.0.0.1"], [1, port]))).toBe("");
  expect(run(portProbe([], [80]))).toBe("");
});

test("a container is reached by its addresses, which one without a network has not", () => {
  const State = { Status: "running", Running: true, ExitCode: 0, StartedAt: "" };
  const Networks = { edge: { IPAddress: "172.20.0.2" }, none: { IPAddress: "" } };
  expect(addressesOf({ State, NetworkSettings: { Networks } })).toEqual(["172.20.0.2"]);
  expect(addressesOf({ State })).toEqual([]);
});
