/** The platforms that hosts run containers of. */
export type ImagePlatform = "linux/amd64" | "linux/arm64";
