export function installCommand(workspaces: "all" | readonly string[], folder: string): readonly string[];
export function environment(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
