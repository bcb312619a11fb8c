import { TestStack } from "./deploy-program";
import { FakeCloud } from "./fake-provider";

/** Each test starts the program, some a policy host. */
const limitMs = 120_000;

/** Gives each test of a file a stack on a cloud of its own, and removes it after the test. */
export function onFreshStack(use: (fresh: { cloud: FakeCloud; stack: TestStack }) => void): void {
  jest.setTimeout(limitMs);
  let stack: TestStack;
  beforeEach(() => {
    const cloud = new FakeCloud();
    stack = new TestStack(cloud);
    use({ cloud, stack });
  });
  afterEach(() => stack.dispose());
}
