import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { SourcePosition } from "@pulumi/pulumi/proto/source_pb";
import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { parseDuration, readRegistration, sourcePosition } from "../../../../packages/engine/program/registration";

const message = () =>
  new RegisterResourceRequest()
    .setType("aws:ec2/instance:Instance")
    .setName("db")
    .setCustom(true)
    .setObject(Struct.fromJavaScript({ size: 2, zone: "a" }));

const read = (request: RegisterResourceRequest) => readRegistration(request, "/project");

test("reads a plain registration without what the program did not set", () => {
  expect(read(message())).toStrictEqual({
    ...{ type: "aws:ec2/instance:Instance", name: "db", custom: true, inputs: { size: 2, zone: "a" } },
    ...{ providers: new Map(), package: { name: "aws", version: "", downloadUrl: "" } },
    ...{ dependencies: [], propertyDependencies: { size: [], zone: [] }, ignoreChanges: [], replaceOnChanges: [] },
    ...{ additionalSecretOutputs: [], aliases: [], replaceWith: [], hideDiff: [] },
  });
});

test("reads every option", () => {
  const timeouts = new RegisterResourceRequest.CustomTimeouts().setCreate("1h30m").setDelete("90s");
  const request = message()
    .setParent("urn:parent")
    .setProvider("urn:provider::1")
    .setVersion("7.0.0")
    .setPlugindownloadurl("https://plugins.example")
    .setDependenciesList(["urn:a"])
    .setProtect(false)
    .setRetainondelete(true)
    .setDeletedwith("urn:b")
    .setImportid("i-1")
    .setReplaceWithList(["urn:c"])
    .setReplacementTrigger(new Value().setStringValue("v1"))
    .setHidediffsList(["zone"])
    .setIgnorechangesList(["zone"])
    .setReplaceonchangesList(["size"])
    .setDeletebeforereplacedefined(true)
    .setDeletebeforereplace(false)
    .setAdditionalsecretoutputsList(["password"])
    .setCustomtimeouts(timeouts)
    .setSourceposition(new SourcePosition().setUri("file:///project/infra/index.ts").setLine(12).setColumn(3));
  request.getProvidersMap().set("aws", "urn:provider::1");
  const size = new RegisterResourceRequest.PropertyDependencies().setUrnsList(["urn:a"]);
  request.getPropertydependenciesMap().set("size", size);
  expect(read(request)).toMatchObject({
    ...{ parent: "urn:parent", provider: "urn:provider::1", protect: false, retainOnDelete: true },
    ...{ package: { name: "aws", version: "7.0.0", downloadUrl: "https://plugins.example" } },
    ...{ dependencies: ["urn:a"], propertyDependencies: { size: ["urn:a"], zone: [] }, deletedWith: "urn:b" },
    ...{ importId: "i-1", replaceWith: ["urn:c"], replacementTrigger: "v1", hideDiff: ["zone"] },
    ...{ ignoreChanges: ["zone"], replaceOnChanges: ["size"], deleteBeforeReplace: false },
    ...{ additionalSecretOutputs: ["password"], customTimeouts: { create: 5400, delete: 90 } },
    ...{ providers: new Map([["aws", "urn:provider::1"]]), sourcePosition: "project:///infra/index.ts#12,3" },
  });
});

test("reads aliases by URN and by the parts that differ", () => {
  const spec = new Alias.Spec().setName("old").setNoparent(true);
  const request = message()
    .setAliasurnsList(["urn:first"])
    .setAliasesList([new Alias().setUrn("urn:second"), new Alias().setSpec(spec)]);
  expect(read(request).aliases).toStrictEqual([
    { urn: "urn:first" },
    { urn: "urn:second" },
    { name: "old", noParent: true },
  ]);
});

test("refuses everything that it does not do in one error", () => {
  const request = message().setRemote(true).setPackageref("p");
  expect(() => read(request)).toThrow(
    "aws:ec2/instance:Instance db uses remote components (made by a provider), parameterized packages, which this engine does not do; run it with the pulumi CLI",
  );
});

test.each([
  ["", 0],
  ["5m", 300],
  ["1h5m10s", 3910],
  ["1.5s", 1.5],
  ["250ms", 0.25],
])("reads the duration %j as %f s", (text, seconds) => {
  expect(parseDuration(text)).toBeCloseTo(seconds);
});

test.each(["5", "m5", "5 m", "5mx"])("refuses the duration %j", (text) => {
  expect(() => parseDuration(text)).toThrow(`customTimeouts: "${text}" is not a duration like "5m" or "1h30m"`);
});

test("has no position outside of a file", () => {
  expect(sourcePosition(undefined, "/project")).toBeUndefined();
  expect(sourcePosition(new SourcePosition().setUri("node:internal").setLine(1), "/project")).toBeUndefined();
  expect(sourcePosition(new SourcePosition().setUri("file:///project/a b.ts").setLine(1), "/project")).toBe(
    "project:///a%20b.ts#1",
  );
});
