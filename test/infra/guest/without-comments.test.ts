import { withoutComments } from "../../../infra/guest/without-comments";

test("a script keeps its first line, its blank lines and what stands behind a command", () => {
  const script = "#!/bin/sh\n# Why.\nset -eu\n\n\t# Why.\n\techo '#x' # why\n# Why, without an end";
  expect(withoutComments("/usr/local/sbin/x", script)).toBe("#!/bin/sh\nset -eu\n\n\techo '#x' # why\n");
});

test("CIL has its own sign, and its rules stay", () => {
  expect(withoutComments("/usr/share/berth/policy/x.cil", "; Why.\n(type a_t) ; why\n\n;   (type b_t)\n# no\n")).toBe(
    "(type a_t) ; why\n\n# no\n",
  );
});

test("a text without comments stays as it is, an empty one too", () => {
  for (const text of ["", "a", "a\n", "a\n\nb"]) expect(withoutComments("/etc/x", text)).toBe(text);
});
