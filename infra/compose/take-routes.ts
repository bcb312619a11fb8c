import { fields, integer, type Read, type Reader, text } from "./reader";
import type { RouteModel } from "./service-model";

const LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

const route = fields(
  {
    host: text(
      new RegExp(`^(?=.{1,253}$)${LABEL}(\\.${LABEL})*(?<!\\.\\d+)$`),
      "a host name in small letters, such as app.example.org: neither an address nor a pattern",
    ),
    path: text(/^\/[A-Za-z0-9._~/-]*$/, "a path such as /api: it begins with / and has letters, digits, . _ ~ - and /"),
    port: integer(1, 65_535),
    health: text(/^\/[A-Za-z0-9._~/?=&-]*$/, "the path of a page that answers 200, such as /health"),
  },
  { required: ["host", "port"] },
);

/** `x-berth.route`: one or a list, complete; a path has no / at its end. */
export const routeOrList: Reader<readonly RouteModel[]> = (value, at) => {
  if (Array.isArray(value) && value.length === 0) return at.fault("must have a route", value);
  const before = at.faults.length;
  const read = Array.isArray(value) ? value.map((one, index) => route(one, at.at(index))) : [route(value, at)];
  // Rules between routes name them by their place in the list, so they need all of it.
  return at.faults.length > before ? undefined : read.flatMap((one) => (one === undefined ? [] : complete(one)));
};

function complete({ host, path, port, health }: NonNullable<Read<typeof route>>): readonly RouteModel[] {
  if (host === undefined || port === undefined) return [];
  return [{ host, path: plainPath(path), port, ...(health === undefined ? {} : { health }) }];
}

function plainPath(path = "/"): string {
  return path.replace(/\/+$/, "") || "/";
}
