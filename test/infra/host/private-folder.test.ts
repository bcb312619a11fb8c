import { privateFolder } from "../../../infra/host/private-folder";

test("the same checkout and stack always get the same folder", () => {
  expect(privateFolder("/home/ann/berth", "dev", "/state")).toBe("/state/berth/berth-49579ee8/dev");
});

test("two checkouts of one name, and two stacks of one checkout, keep apart", () => {
  const folders = [
    privateFolder("/home/ann/berth", "dev", "/state"),
    privateFolder("/home/bob/berth", "dev", "/state"),
    privateFolder("/home/ann/berth", "test", "/state"),
  ];
  expect(new Set(folders).size).toBe(3);
});
