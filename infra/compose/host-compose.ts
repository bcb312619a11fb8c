import type { ComposeModel, ServiceModel } from "./service-model";

/** What of a compose file belongs to one host: its services and what they use. What no service uses is the first host's. */
export function hostCompose(compose: ComposeModel, host: number): ComposeModel {
  const services = compose.services.filter(({ hosts }) => hosts.includes(host));
  const belongs = (namesOf: (service: ServiceModel) => readonly string[], name: string): boolean => {
    const users = compose.services.filter((service) => namesOf(service).includes(name));
    return users.length === 0 ? host === 1 : users.some(({ hosts }) => hosts.includes(host));
  };
  return {
    ...compose,
    services,
    networks: compose.networks.filter(({ name }) => belongs(({ networks }) => networks, name)),
    volumes: compose.volumes.filter((name) => belongs(volumesOf, name)),
    secrets: compose.secrets.filter(({ name }) => belongs(({ secrets }) => secrets, name)),
  };
}

function volumesOf({ volumes }: ServiceModel): readonly string[] {
  return volumes.map(({ volume }) => volume);
}
