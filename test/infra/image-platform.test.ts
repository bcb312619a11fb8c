import { parseConfig } from "../../infra/config/config-schema";
import { imagePlatform } from "../../infra/image-platform";

const admins = '["10.99.0.0/24"]';

test.each([
  [{ target: "local" }, {}, "linux/amd64"],
  [{ target: "aws" }, { "aws:region": "eu-central-1" }, "linux/amd64"],
  [{ target: "aws", size: "t4g.small" }, { "aws:region": "eu-central-1" }, "linux/arm64"],
  [{ target: "azure", adminCidrs: admins }, { "azure-native:location": "westeurope" }, "linux/amd64"],
  [
    { target: "azure", adminCidrs: admins, size: "Standard_D2pls_v6" },
    { "azure-native:location": "westeurope" },
    "linux/arm64",
  ],
])("%j runs containers of its machines' architecture", (given, others, platform) => {
  expect(imagePlatform(parseConfig(given, others).draft)).toBe(platform);
});
