// The files tell one story on one stack: up, look, change, break, destroy. Jest would order them by size.
const { default: Sequencer } = require("@jest/test-sequencer");

module.exports = class ByName extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => a.path.localeCompare(b.path));
  }
};
