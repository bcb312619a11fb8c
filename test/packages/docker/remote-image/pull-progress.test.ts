import { PullProgress } from "../../../../packages/docker/remote-image/pull-progress";

test("sums up the layers and shows them once a second", () => {
  const shown: string[] = [];
  let now = 0;
  const progress = new PullProgress(
    "db:1",
    (message) => shown.push(message),
    () => now,
  );
  const downloading = (id: string, current: number, total: number) =>
    progress.push({ id, status: "Downloading", progressDetail: { current, total } });
  progress.push({ status: "Pulling from library/db", id: "1" });
  downloading("a", 0, 2 ** 20);
  now = 500;
  downloading("b", 2 ** 20, 2 ** 21);
  now = 1_000;
  downloading("a", 2 ** 19, 2 ** 20);
  now = 2_000;
  progress.push({ id: "a", status: "Download complete" });
  progress.push({ id: "b", status: "Download complete" });
  now = 3_000;
  progress.push({ id: "b", status: "Extracting", progressDetail: { current: 1, total: 2 } });
  progress.push({ status: "Status: Downloaded newer image for db:1" });
  expect(shown).toEqual([
    "pulling db:1: 0.0 of 1.0 MiB",
    "pulling db:1: 1.5 of 3.0 MiB",
    "pulling db:1: 2.0 of 3.0 MiB",
    "pulling db:1: unpacking",
  ]);
});
