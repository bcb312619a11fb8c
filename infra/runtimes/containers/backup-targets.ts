import { INGRESS } from "../../compose/ingress-service";
import type { ComposeModel } from "../../compose/service-model";

/** What a host backs up: a service by its own commands, or the files of a volume. */
export type BackupTarget =
  | {
      readonly kind: "service";
      readonly name: string;
      readonly command: readonly string[];
      readonly restore: readonly string[];
    }
  | { readonly kind: "volume"; readonly name: string; readonly volume: string; readonly paused: boolean };

/** Of the services and volumes of one host, services first; `volumeName` is Docker's name of a volume. */
export function backupTargets(
  { services, volumes, volumeBackups = {} }: ComposeModel,
  volumeName: (name: string) => string,
): readonly BackupTarget[] {
  return [
    ...services.flatMap(({ name, backup }) =>
      backup === undefined ? [] : [{ kind: "service", name, ...backup } as const],
    ),
    ...volumes.flatMap((name) => {
      const during = volumeBackups[name];
      if (during === undefined) return [];
      return [{ kind: "volume", name, volume: volumeName(name), paused: during === "paused" } as const];
    }),
  ];
}

/** A line for each volume that no backup has, neither by its own files nor by the command of a service that uses it. */
export function backupAdvice({ services, volumes, volumeBackups = {} }: ComposeModel): readonly string[] {
  const saved = new Set(
    services
      .filter(({ backup }) => backup !== undefined)
      .flatMap((service) => service.volumes.map(({ volume }) => volume)),
  );
  const without = volumes.filter((name) => name !== INGRESS && !saved.has(name) && volumeBackups[name] === undefined);
  return without.map(
    (name) => `volume ${name} is not backed up: give it x-berth.backup, or a service that uses it (docs/backups.md)`,
  );
}
