import tseslint from "typescript-eslint";

const folders = "{infra,packages,services,policy,bootstrap,bench}";

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
