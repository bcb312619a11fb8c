import { Secret } from "@berth/model/property";
import { jsonState } from "../../../../packages/engine/report/json-state";
import { stateOf } from "../support/planned";

test("a state has the checkpoint's names, no secret and no empty field", () => {
  const state = stateOf("a", { inputs: { token: new Secret("hush") }, outputs: {}, importId: "x" });
  const json = jsonState(state, { showSecrets: false });
  expect(json).toMatchObject({ importID: "x", inputs: { token: "[secret]" } });
  expect(Object.keys(json)).not.toContain("outputs");
  expect(Object.keys(json)).not.toContain("importId");
});
