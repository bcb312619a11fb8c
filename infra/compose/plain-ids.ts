import type { Service } from "@berth/compose";

/** The service with its numeric users and groups in plain decimal form: "00:0" is root as "0:0" is, so that no check sees another user than Docker. */
export function withPlainIds<S extends Pick<Service, "user" | "group_add">>(service: S): S {
  const { user, group_add: groups } = service;
  return {
    ...service,
    ...(user !== undefined && { user: user.split(":").map(plainId).join(":") }),
    ...(groups !== undefined && { group_add: groups.map(plainId) }),
  };
}

function plainId(part: string): string {
  return /^\d+$/.test(part) ? part.replace(/^0+(?=\d)/, "") : part;
}
