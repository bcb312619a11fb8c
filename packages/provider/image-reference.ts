/** No word of it is special to a shell. */
export const imageReference = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.:@/-]*$/,
  meaning: "the name or the id of an image",
};
