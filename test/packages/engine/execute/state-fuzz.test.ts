import fc from "fast-check";
import { ConcurrencyLimit } from "@berth/model/concurrency-limit";
import type { Goal } from "@berth/model/goal";
import type { Snapshot } from "@berth/model/state";
import { deleteLeftovers } from "../../../../packages/engine/execute/execute-deletes";
import { Registrar } from "../../../../packages/engine/execute/registrar";
import type { Run } from "../../../../packages/engine/execute/run";
import { RunStatus } from "../../../../packages/engine/execute/run";
import { defaultProviderGoal } from "../../../../packages/engine/plan/provider-reference";
import { Selection, type SelectionOptions } from "../../../../packages/engine/plan/selection";
import { ProviderRegistry } from "../../../../packages/engine/providers/provider-registry";
import { verifyIntegrity } from "../../../../packages/engine/stack/integrity";
import { Journal } from "../../../../packages/engine/stack/journal";
import { FakeCloud, refusal } from "../support/fake-provider";
import { goalOf, urnOf } from "../support/planned";

/** How many random histories are tried; ENGINE_FUZZ_RUNS asks for more than the unit suite has time for. */
const runs = Number(process.env.ENGINE_FUZZ_RUNS ?? 150);
jest.setTimeout(runs * 1_000);

const empty: Snapshot = { resources: [], pendingOperations: [], metadata: {} };
const providerUrn = "urn:pulumi:s::p::pulumi:providers:fake::default";

/** One resource of a random program: it may use those before it. */
interface Described {
  readonly slot: number;
  readonly version: number;
  readonly kind: "plain" | "replaceMe" | "replaceFirst";
  readonly uses: readonly number[];
  /** The resource has another name than before, and says so by an alias. */
  readonly renamed: boolean;
}

interface RandomRun {
  readonly resources: readonly Described[];
  /** Names whose calls fail. */
  readonly failing: readonly number[];
  /** After which write of the state the run is killed; undefined: it is not. */
  readonly killAfter: number | undefined;
  readonly selection: SelectionOptions;
  readonly continuesOnError: boolean;
}

const everything = { selection: {}, continuesOnError: false };

const described = fc.record({
  slot: fc.nat(5),
  version: fc.nat(2),
  kind: fc.constantFrom("plain" as const, "replaceMe" as const, "replaceFirst" as const),
  uses: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
  renamed: fc.boolean(),
});
const randomRun: fc.Arbitrary<RandomRun> = fc.record({
  resources: fc.uniqueArray(described, { selector: ({ slot }) => slot, maxLength: 6 }),
  failing: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
  killAfter: fc.option(fc.nat(20), { nil: undefined }),
  selection: fc.constant({}),
  continuesOnError: fc.constant(false),
});
const urns = fc
  .uniqueArray(fc.tuple(fc.nat(5), fc.boolean()), { maxLength: 3 })
  .map((some) => some.map(([slot, renamed]) => urnOf(nameOf(slot, renamed))));
const dependents = fc.boolean();
const selection: fc.Arbitrary<SelectionOptions> = fc.oneof(
  fc.record({ targets: urns, targetDependents: dependents }),
  fc.record({ excludes: urns, excludeDependents: dependents }),
  fc.record({ replaces: urns }),
);
const limitedRun = fc
  .tuple(randomRun, selection, fc.boolean())
  .map(([one, chosen, continuesOnError]): RandomRun => ({ ...one, selection: chosen, continuesOnError }));

test("with targets, excludes, replaces and errors that a run survives, the state stays valid and a whole run converges", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(limitedRun, { minLength: 2, maxLength: 5 }), async (history) => {
      const cloud = new FakeCloud();
      const cut = new Set<string>();
      // Objects whose deletion a kill has cut off before its end was written: a later run that leaves them out still has them.
      const gone = new Set<string>();
      let state = empty;
      for (const one of history) {
        state = await run(cloud, state, one);
        const unknownToState = strangers(cloud, state).filter((id) => !cut.has(id));
        if (one.killAfter === undefined) expect(unknownToState).toEqual([]);
        for (const id of unknownToState) cut.add(id);
        // What the state has and has not deleted by itself exists.
        const present = state.resources.filter(
          ({ type, pendingReplacement }) => !type.startsWith("pulumi:") && pendingReplacement !== true,
        );
        const missing = present.map(({ id = "" }) => id).filter((id) => !cloud.objects.has(id));
        if (one.killAfter === undefined) expect(missing.filter((id) => !gone.has(id))).toEqual([]);
        for (const id of missing) gone.add(id);
      }
      const last = history.at(-1)?.resources ?? [];
      const whole = { resources: last, failing: [], killAfter: undefined, ...everything };
      state = await run(cloud, state, whole);
      const alive = state.resources.filter(({ type }) => !type.startsWith("pulumi:"));
      expect(alive.map(({ urn }) => urn).sort()).toEqual(
        last.map(({ slot, renamed }) => urnOf(nameOf(slot, renamed))).sort(),
      );
      expect(strangers(cloud, state).filter((id) => !cut.has(id))).toEqual([]);
    }),
    { numRuns: runs },
  );
});

test("the state is valid after every write, nothing is lost or made twice, and a killed run is completed by the next", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomRun, { minLength: 1, maxLength: 4 }), async (history) => {
      const cloud = new FakeCloud();
      // Objects whose creation a kill has cut off before its end was written: only their provider knows of them.
      const cut = new Set<string>();
      let state = empty;
      for (const one of history) {
        state = await run(cloud, state, one);
        const unknownToState = strangers(cloud, state).filter((id) => !cut.has(id));
        if (one.killAfter === undefined) expect(unknownToState).toEqual([]);
        for (const id of unknownToState) cut.add(id);
        state = await run(cloud, state, { ...one, failing: [], killAfter: undefined, ...everything });
        expect(strangers(cloud, state).filter((id) => !cut.has(id))).toEqual([]);
        const alive = state.resources.filter(({ type }) => !type.startsWith("pulumi:"));
        expect(alive.map(({ urn }) => urn).sort()).toEqual(
          one.resources.map(({ slot, renamed }) => urnOf(nameOf(slot, renamed))).sort(),
        );
        for (const { id = "" } of alive) expect([...cloud.objects.keys()]).toContain(id);
      }
    }),
    { numRuns: runs },
  );
});

/** Ids of objects that the state does not know. */
function strangers(cloud: FakeCloud, state: Snapshot): readonly string[] {
  const known = new Set(state.resources.map(({ id }) => id));
  return [...cloud.objects.keys()].filter((id) => !known.has(id));
}

function nameOf(slot: number, renamed: boolean): string {
  return renamed ? `r${String(slot)}` : `o${String(slot)}`;
}

/** Runs a random program; resolves with the state that the last write before its end or its kill has left. */
async function run(cloud: FakeCloud, base: Snapshot, one: RandomRun): Promise<Snapshot> {
  const { resources, failing, killAfter } = one;
  let file = base;
  let writes = 0;
  const invalid: unknown[] = [];
  let isKilled = false;
  const status = new RunStatus(one.continuesOnError);
  const journal = new Journal(base, (snapshot) => {
    if (isKilled) return Promise.reject(refusal("killed"));
    try {
      verifyIntegrity(snapshot);
    } catch (thrown) {
      // The run would take it for a failed step.
      invalid.push(thrown);
      throw thrown;
    }
    file = snapshot;
    writes += 1;
    isKilled = killAfter !== undefined && writes > killAfter;
    return Promise.resolve();
  });
  const failed = (name: string) =>
    isKilled || failing.includes(Number(name.slice(1))) ? Promise.reject(refusal("no")) : undefined;
  cloud.script = { create: failed, update: failed, delete: failed };
  const context: Run = {
    preview: false,
    base,
    journal,
    registry: new ProviderRegistry(
      () => Promise.resolve(cloud.provider()),
      () => undefined,
    ),
    limit: new ConcurrencyLimit(4),
    selection: new Selection(one.selection),
    status,
    emit: () => undefined,
  };
  await program(context, resources).catch(() => undefined);
  await context.limit.idle();
  await context.registry.close();
  expect(invalid).toEqual([]);
  return file;
}

async function program(context: Run, resources: readonly Described[]): Promise<void> {
  const registrar = new Registrar(context);
  const request = { name: "fake", version: "", downloadUrl: "" };
  const { id = "" } = await registrar.register(defaultProviderGoal(providerUrn, request, {}));
  const made = new Map<number, Promise<string>>();
  for (const one of [...resources].sort((left, right) => left.slot - right.slot)) {
    const used = one.uses.filter((slot) => slot < one.slot).flatMap((slot) => made.get(slot) ?? []);
    made.set(
      one.slot,
      Promise.all(used).then(async (urns) => (await registrar.register(goal(one, urns, `${providerUrn}::${id}`))).urn),
    );
  }
  await Promise.allSettled(made.values());
  await context.journal.flush();
  if (!context.status.isGoing) return;
  await deleteLeftovers(context, registrar.registered.condemned);
}

function goal({ slot, version, kind, renamed }: Described, urns: readonly string[], provider: string): Goal {
  return goalOf(nameOf(slot, renamed), {
    inputs: { [kind]: version, uses: urns.length },
    provider,
    dependencies: urns,
    propertyDependencies: { [kind]: [], uses: urns },
    aliases: [urnOf(nameOf(slot, !renamed))],
  });
}
