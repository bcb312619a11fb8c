/** What `text` takes for the name of a host in an ssh_config. */
export const alias = { pattern: /^[a-z][a-z0-9-]*$/, meaning: "an ssh alias: letters a–z, digits and -" };
