import { parseReference } from "../../../../packages/docker/remote-image/image-reference";

const digest = `sha256:${"a".repeat(64)}`;

test.each([
  ["postgres", { repository: "postgres" }],
  ["postgres:17.5", { repository: "postgres", tag: "17.5" }],
  ["10.0.2.2:5000/a/b", { repository: "10.0.2.2:5000/a/b" }],
  ["10.0.2.2:5000/a/b:1", { repository: "10.0.2.2:5000/a/b", tag: "1" }],
  [`ghcr.io/a/b@${digest}`, { repository: "ghcr.io/a/b", digest }],
  [`ghcr.io/a/b:1@${digest}`, { repository: "ghcr.io/a/b", tag: "1", digest }],
])("reads %s", (text, parts) => {
  expect(parseReference(text)).toEqual(parts);
});
