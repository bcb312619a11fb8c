import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { seconds } from "./seconds";

const root = resolve(__dirname, "..");
const stack = "bench-review";

/** An environment without credentials of a cloud, without CLI and with an empty home. */
const emptyEnvironment = {
  PULUMI_ENGINE: "embedded",
  PULUMI_CONFIG_PASSPHRASE: "bench",
  AWS_ACCESS_KEY_ID: "",
  AWS_PROFILE: "",
  AWS_WEB_IDENTITY_TOKEN_FILE: "",
};

/** Wall-clock seconds of `npm run review` of a whole new aws stack, from a warm checkout: plan, policies, page. */
export async function reviewSeconds(): Promise<number> {
  const file = join(root, `Pulumi.${stack}.yaml`);
  // Not a real image: the review must neither query a cloud nor create anything.
  writeFileSync(file, "config:\n  target: aws\n  aws:region: eu-central-1\n  image: ami-00000000000000001\n");
  try {
    // 2: the ports that a new host opens want an approval.
    return await seconds(["npm", "run", "--silent", "review", "--", "--stack", stack], {
      cwd: root,
      environment: emptyEnvironment,
      codes: [2],
    });
  } finally {
    rmSync(file);
  }
}

if (require.main === module) {
  void reviewSeconds().then((taken) =>
    process.stdout.write(`review of aws, no credentials  ${taken.toFixed(1)} s  (goal 15 s)\n`),
  );
}
