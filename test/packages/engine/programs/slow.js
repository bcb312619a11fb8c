// Dynamic resources that take as long as slow.json says; what exists is in the folder objects/, one file each.
const { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const dynamic = require("@pulumi/pulumi/dynamic");

const { createMs, names } = JSON.parse(readFileSync("slow.json", "utf8"));

const provider = {
  async create(inputs) {
    const { existsSync, mkdirSync, writeFileSync } = require("node:fs");
    mkdirSync("objects", { recursive: true });
    // Created at once, answered late: the moment in which a killed engine knows of nothing.
    const found = existsSync(`objects/${inputs.name}`);
    writeFileSync(`objects/${inputs.name}`, String(process.pid));
    await new Promise((resolve) => setTimeout(resolve, found ? 0 : inputs.createMs));
    return { id: inputs.name, outs: inputs };
  },
  async diff(_id, olds, news) {
    return { changes: olds.name !== news.name };
  },
  async delete(id) {
    require("node:fs").rmSync(`objects/${id}`);
  },
};

class Slow extends dynamic.Resource {
  constructor(name, previous) {
    super(
      provider,
      name,
      { name, createMs, secret: pulumi.secret("CANARY-in-a-secret") },
      previous && { dependsOn: previous },
    );
  }
}

let previous;
for (const name of names) previous = new Slow(name, previous);
exports.password = pulumi.secret("CANARY-in-an-output");
