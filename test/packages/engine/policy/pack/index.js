const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("test-pack", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "small",
      description: "Nothing is bigger than 10.",
      validateResource: ({ props }, report) => props.size > 10 && report(`size ${props.size} is over 10`),
    },
    {
      name: "protected",
      description: "Things are protected.",
      enforcementLevel: "advisory",
      validateResource: ({ type, opts }, report) =>
        type === "fake:index:Thing" && !opts.protect && report("not protected"),
    },
    {
      name: "few",
      description: "A stack has at most two things.",
      validateStack: ({ resources }, report) => {
        const things = resources.filter(({ type }) => type === "fake:index:Thing");
        if (things.length > 2) report(`the stack has ${things.length} things`);
      },
    },
  ],
});
