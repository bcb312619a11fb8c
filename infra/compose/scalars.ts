import { text } from "./reader";

export const ENVIRONMENT_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const ABSOLUTE_PATH = /^(\/[A-Za-z0-9_.@-]+)+$/;

/** Text without a zero byte, short enough for a container's environment. */
export const environmentValue = text(/^[^\0]{0,4096}$/s, "text in quotes, at most 4096 characters");

/** Whether a container may mount something there: absolute, no dots, not over what the system or the program's secrets need. */
export function isMountTarget(path: string): boolean {
  const reserved =
    /^\/(proc|sys|dev|etc|usr|bin|sbin|lib|lib64|boot|run|run\/secrets)$|^\/(proc|sys|dev|run\/secrets)\//;
  return (
    ABSOLUTE_PATH.test(path) && !path.split("/").some((part) => part === "." || part === "..") && !reserved.test(path)
  );
}
