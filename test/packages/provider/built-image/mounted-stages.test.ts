import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mountedStages } from "../../../../packages/provider/built-image/mounted-stages";

test("finds the stages that a RUN mounts, in the order of the file, whatever their case", () => {
  const dockerfile = [
    "FROM a AS one",
    "FROM --platform=linux/amd64 b as Two",
    "FROM c AS unused",
    "FROM d",
    "RUN --mount=type=bind,from=two,target=/x \\",
    "    --mount=from=one,source=/y,target=/y true",
    "COPY --from=unused /a /b",
  ];
  expect(mountedStages(dockerfile.join("\n"))).toEqual(["one", "two"]);
});

test("an image that is mounted is not a stage, and a word in a command is not an option", () => {
  expect(mountedStages("FROM a AS one\nRUN --mount=from=debian,target=/x true\nRUN echo from=one")).toEqual([]);
});

test.each(["api", "db", "gateway"])("the sample's %s mounts its lists of packages", (service) => {
  const dockerfile = join(__dirname, "../../../../services", service, "Dockerfile");
  expect(mountedStages(readFileSync(dockerfile, "utf8"))).toEqual(["lists"]);
});
