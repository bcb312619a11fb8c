import { posix } from "node:path";
import { describeFault, loadProject, type LoadedProject } from "@berth/compose";
import { type Case, cases } from "./cases";
import { asComposeGo, type Json, meaningOf } from "./compose-go-json";
import recordedFile from "./recorded.json";

const recorded: Readonly<Record<string, { readonly ok: boolean; readonly project?: Json }>> = recordedFile;

function load({ files, variables = {} }: Case): LoadedProject {
  const read = (path: string): string | undefined => files[posix.relative("/app", path)];
  const given = ["/app/compose.yaml", "/app/compose.override.yaml"].flatMap((path) => {
    const text = read(path);
    return text === undefined ? [] : [{ path, text }];
  });
  const label = (path: string): string => posix.relative("/app", path);
  return loadProject({ files: given, folder: "/app", variables, readFile: read, label });
}

test("each case has compose-go's answer, and no other has one", () => {
  expect(Object.keys(recorded).sort()).toEqual(Object.keys(cases).sort());
});

test.each(Object.entries(cases))("%s: means what compose-go makes of it", (name, files) => {
  const { project, faults } = load(files);
  const answer = recorded[name];
  if (answer?.project === undefined) {
    expect(project).toBeUndefined();
    expect(faults.map(({ origin }) => origin?.line)).not.toContain(undefined);
    return;
  }
  expect(faults.map(describeFault)).toEqual([]);
  expect(project && meaningOf(asComposeGo(project))).toEqual(meaningOf(answer.project));
});
