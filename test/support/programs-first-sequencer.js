// Without times of an earlier run, jest begins with the largest files. Those that run the whole program take longest.
const { default: Sequencer } = require("@jest/test-sequencer");

const runsPrograms = ({ path }) => /\/test\/infra\/(platforms\/[^/]+\/)?[^/]+$/.test(path);

module.exports = class ProgramsFirstSequencer extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(runsPrograms), ...sorted.filter((test) => !runsPrograms(test))];
  }
};
