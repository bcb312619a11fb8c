import { recipeFiles } from "../../../../packages/provider/machine-image/recipe-files";

test("writes the recipe as build.sh reads it; programs are those below bin and sbin", () => {
  const files = { "/usr/local/sbin/setup": "#!/bin/sh\n", "/etc/binary": "x", "/opt/bin/tools/a": "y" };
  const inputs = {
    release: "trixie",
    packages: ["ssh", "docker.io", "ssh"],
    files,
    script: "/usr/local/sbin/setup",
    sizeGiB: 4,
  };
  expect(recipeFiles(inputs)).toEqual([
    { path: "release", content: "trixie\n", mode: 0o644 },
    { path: "packages", content: "docker.io\nssh\n", mode: 0o644 },
    { path: "script", content: "/usr/local/sbin/setup\n", mode: 0o644 },
    { path: "size-gib", content: "4\n", mode: 0o644 },
    { path: "files/etc/binary", content: "x", mode: 0o644 },
    { path: "files/opt/bin/tools/a", content: "y", mode: 0o755 },
    { path: "files/usr/local/sbin/setup", content: "#!/bin/sh\n", mode: 0o755 },
  ]);
});
