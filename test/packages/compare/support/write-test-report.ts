import { writeReport } from "../../../../packages/compare/report/write-report";
import { testComparison } from "./test-comparison";

// A process of its own: Vega is made of ES modules, which jest does not load.
void writeReport(testComparison(), process.argv[2] ?? "");
