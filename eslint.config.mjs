import tseslint from "typescript-eslint";

const folders = "{infra,packages,services,policy,bootstrap,bench}";

/** Files that are older than the budgets for parameters and complexity. A change of a file takes it off this list, and no file is added. */
const olderThanTheBudgets = [
  "packages/engine/assets/asset-hash.ts",
  "packages/engine/deployment.ts",
  "packages/engine/execute/execute-deletes.ts",
  "packages/engine/execute/registrar-diff.ts",
  "packages/engine/main.ts",
  "packages/engine/plan/alias.ts",
  "packages/engine/plan/approved-plan.ts",
  "packages/engine/plan/ignore-changes.ts",
  "packages/engine/plugins/plugin-provider.ts",
  "packages/engine/program/goal-resolver.ts",
  "packages/engine/project/config-type.ts",
  "packages/engine/project/project-config.ts",
  "packages/engine/project/project.ts",
  "packages/engine/project/shell-words.ts",
  "packages/engine/providers/provider-registry.ts",
  "packages/engine/report/diff.ts",
  "packages/engine/report/text-report.ts",
  "packages/engine/report/value.ts",
  "packages/engine/stack-commands.ts",
  "packages/engine/stack/stored-resource.ts",
  "packages/model/property-view.ts",
  "packages/provider/address/address.ts",
  "packages/provider/machine/qmp.ts",
  "packages/provider/machine/stop-machine.ts",
  "packages/review/dangers/removals.ts",
];

/** The budgets of the style guide, as rules; `any` is legal only at the wire edge, where a comment says why. */
export default tseslint.config(
  { ignores: ["node_modules/", "artifacts/", ".berth/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: [`${folders}/**/*.ts`],
    rules: {
      "max-lines-per-function": ["error", { max: 70 }],
      "max-params": ["error", 3],
      complexity: ["error", 10],
      "no-console": "error",
    },
  },
  {
    files: olderThanTheBudgets,
    rules: { "max-params": ["error", 4], complexity: ["error", 12] },
  },
  {
    files: [`${folders}/**/*.ts`],
    ignores: ["packages/process/**"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "node:child_process",
              message: "Processes are started by @berth/process alone.",
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  },
  {
    // What reaches a cloud's SDK is what its types say: no assertion gets past them.
    files: ["infra/platforms/{aws,azure}/**/*.ts"],
    rules: { "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }] },
  },
);
