import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import directions from "../../directions.json";
import { configurationTable, type Descriptions } from "./configuration-table";
import { withDirections } from "./directions-tables";
import { servicesPage } from "./services-page";
import { projectFolder } from "./stack";

const project = parse(readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8")) as { config: Descriptions };
writeFileSync(join(projectFolder, "docs/configuration.md"), configurationTable(project.config));
writeFileSync(join(projectFolder, "docs/your-services.md"), servicesPage());
const architecture = join(projectFolder, "ARCHITECTURE.md");
writeFileSync(architecture, withDirections(readFileSync(architecture, "utf8"), directions));
