import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import compatibility from "@berth/engine/compatibility.json";
import { compatibilityPage } from "@berth/engine/compatibility-page";
import directions from "../../directions.json";
import { commandTable } from "./command-table";
import { configurationTable, type Descriptions } from "./configuration-table";
import { withDirections } from "./directions-tables";
import { commandsAsMarkdown } from "./help-text";
import { servicesPage } from "./services-page";
import { projectFolder } from "./stack";

const project = parse(readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8")) as { config: Descriptions };
writeFileSync(join(projectFolder, "docs/configuration.md"), configurationTable(project.config));
writeFileSync(join(projectFolder, "docs/your-services.md"), servicesPage());
writeFileSync(join(projectFolder, "packages/engine/COMPATIBILITY.md"), compatibilityPage(compatibility));
const architecture = join(projectFolder, "ARCHITECTURE.md");
writeFileSync(architecture, withDirections(readFileSync(architecture, "utf8"), directions));
const readme = join(projectFolder, "README.md");
const table = /(?<=^## Commands\n\n)(\|.*\n)*/m;
writeFileSync(
  readme,
  readFileSync(readme, "utf8").replace(table, () => commandsAsMarkdown(commandTable)),
);
