import { type AwsCli, awsCommand } from "./aws-command";
import type { Architecture } from "../../machine-size";
import pinned from "../../debian-image.json";

/** Debian's own account at AWS, as its wiki and its images' pages say. */
export const debianOwner = "136693071363";

/** The pinned release, as Debian names it in every region; each region has another id for it. */
export function debianAmiName(architecture: Architecture): string {
  return `debian-13-${architecture}-${pinned.release}`;
}

/** The id of an AMI, in the form before 2018 or since. */
export const amiId = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** argv that has AWS print Debian's images of a region whose names fit. */
export function debianAmisCommand(cli: AwsCli, names: string): readonly string[] {
  const filters = ["--filters", `Name=name,Values=${names}`, "Name=state,Values=available"];
  return [...awsCommand(cli, "ec2", "describe-images", "--owners", debianOwner, ...filters), "--output", "json"];
}
