import { parseVersions } from "../../../compare/parse/versions";

test("versions are read by their names", () => {
  expect(parseVersions("debian 13.1\nkernel 6.12.117+deb13-cloud-amd64\ndocker 26.1.5+dfsg1\n")).toEqual({
    debian: "13.1",
    kernel: "6.12.117+deb13-cloud-amd64",
    docker: "26.1.5+dfsg1",
  });
});

test("a version that is missing is an error", () => {
  expect(() => parseVersions("docker \n")).toThrow("not a version");
});
