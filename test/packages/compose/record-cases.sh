#!/bin/sh
# Writes what compose-go says of the projects in cases.ts to recorded.json. Needs Go; run it after a change of cases.ts.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here"
node --import tsx -e "
  const { cases } = require('./cases.ts');
  const { mkdirSync, writeFileSync } = require('node:fs');
  const { dirname, join } = require('node:path');
  for (const [name, { files, variables = {} }] of Object.entries(cases)) {
    const all = { ...files, 'variables.json': JSON.stringify(variables) };
    for (const [path, text] of Object.entries(all)) {
      const full = join('$work/cases', name, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
  }
"
cd oracle && go build -o "$work/oracle" . && "$work/oracle" "$work/cases" > "$here/recorded.json"
