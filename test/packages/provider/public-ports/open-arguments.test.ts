import { openArguments } from "../../../../packages/provider/public-ports/open-arguments";

test.each([
  [[], "'' ''"],
  [["443", "80"], "'443,80' ''"],
  [["53", "53/udp", "80"], "'53,80' '53'"],
])("ports %j are the arguments %s", (ports, words) => {
  expect(openArguments(ports)).toBe(words);
});
