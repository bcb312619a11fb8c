export const serviceName = { pattern: /^[a-z][a-z0-9-]*$/, meaning: "letters a–z, digits and -" };
export const guestPath = {
  pattern: /^(\/[A-Za-z0-9_@-][A-Za-z0-9_.@-]*)+$/,
  meaning: "an absolute path of plain characters",
};
