/** Lines that show what each test file cost and its dearest tests: the machine's time is what CI has least of. */
function costLines(files) {
  const total = files.reduce((sum, { seconds }) => sum + seconds, 0);
  const width = Math.max(0, ...files.map(({ name }) => name.length));
  const lines = files.map(({ name, seconds, tests }) => `${name.padEnd(width)} ${shown(seconds)}  ${dearest(tests)}`);
  return [...lines.map((line) => line.trimEnd()), `${"total".padEnd(width)} ${shown(total)}`];
}

const shownTests = 3;
const clippedTitle = 60;

function dearest(tests) {
  return [...tests]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, shownTests)
    .map(({ title, seconds }) => `${Math.round(seconds)} s ${clipped(title)}`)
    .join("; ");
}

function clipped(title) {
  return title.length <= clippedTitle ? title : `${title.slice(0, clippedTitle - 1)}…`;
}

function shown(seconds) {
  return `${Math.round(seconds)} s`.padStart(7);
}

module.exports = { costLines };
