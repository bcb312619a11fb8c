import { FakeCloud } from "./support/fake-provider";
import type { Described } from "./support/scenario";
import { TestStack } from "./support/deploy-program";

jest.setTimeout(180_000);

/** Everything a kill leaves: the file and the world. In-process, since what is on disk at that moment is all that counts. */
interface Moment {
  readonly name: string;
  readonly state: string;
  readonly cloud: FakeCloud;
}

const before: readonly Described[] = [
  { name: "a", inputs: { replaceMe: 1 } },
  { name: "b", inputs: { of: "$a.replaceMe" } },
  { name: "gone" },
];
const after: readonly Described[] = [
  { name: "a", inputs: { replaceMe: 2 } },
  { name: "b", inputs: { of: "$a.replaceMe" } },
  { name: "c", inputs: { of: "$b.of" } },
];

test("killed before or after any call of a provider, the next up ends with exactly what the program wants", async () => {
  const moments = await momentsOfAnUpdate();
  expect(moments.map(({ name }) => name)).toEqual(
    ["create a", "update b", "create c", "delete a", "delete gone"].flatMap((call) => [
      `before ${call}`,
      `after ${call}`,
    ]),
  );
  for (let at = 0; at < moments.length; at += 2)
    await Promise.all(
      moments
        .slice(at, at + 2)
        .map(async (moment) => expect([moment.name, await converge(moment)]).toEqual([moment.name, wanted])),
    );
});

const wanted = {
  result: "succeeded",
  objects: ["a {replaceMe:2}", "b {of:2}", "c {of:2}"],
  resources: ["a", "b", "c"],
  pending: [],
};

async function momentsOfAnUpdate(): Promise<readonly Moment[]> {
  const cloud = new FakeCloud();
  cloud.adopts = true;
  const stack = new TestStack(cloud);
  const moments: Moment[] = [];
  try {
    await stack.run("up", { resources: before });
    cloud.onMoment = (name) => moments.push({ name, state: stack.stateText(), cloud: cloud.copy() });
    // One at a time, so that the moments have an order.
    await stack.run("up", { resources: after }, { parallel: 1 });
    return moments;
  } finally {
    stack.dispose();
  }
}

async function converge({ state, cloud }: Moment): Promise<unknown> {
  const stack = new TestStack(cloud);
  try {
    stack.restoreState(state);
    const { summary } = await stack.run("up", { resources: after });
    return {
      result: summary.result,
      objects: [...cloud.objects].map(shown).sort(),
      resources: stack
        .resources()
        .map(({ urn }) => String(urn).split("::").at(-1))
        .sort(),
      pending: stack.pendingOperations(),
    };
  } finally {
    stack.dispose();
  }
}

function shown([id, outputs]: [string, object]): string {
  const inputs = Object.entries(outputs).filter(([key]) => key !== "made");
  return `${id.split("-")[0] ?? ""} {${inputs.map(([key, value]) => `${key}:${String(value)}`).join()}}`;
}

test("a provider of this process gets to know that the old one was deleted by the run before", async () => {
  const cloud = new FakeCloud();
  const stack = new TestStack(cloud);
  const resources = (size: number): readonly Described[] => [
    { name: "a", inputs: { replaceMe: size }, options: { deleteBeforeReplace: true } },
  ];
  try {
    await stack.run("up", { resources: resources(1) });
    cloud.script.create = () => Promise.reject(new Error("no room"));
    await stack.run("up", { resources: resources(2) });
    expect(stack.resources().at(-1)).toMatchObject({ pendingReplacement: true });
    cloud.calls.length = 0;
    cloud.script.create = () => undefined;
    expect((await stack.run("up", { resources: resources(2) })).summary.result).toBe("succeeded");
    const diffs = cloud.calls.filter(({ method }) => method === "diff").map(({ request }) => request);
    expect(diffs).toEqual([expect.objectContaining({ isDeleted: true })]);
  } finally {
    stack.dispose();
  }
});
