/** What the engine may give `createDockerProvider`; all optional. */
export interface DockerProviderOptions {
  /** Called with one line at a time while something long goes on (a build step, a wait for health); must not throw. */
  readonly onStatus?: (urn: string, message: string) => void;
  /** The program's folder: what relative paths (build contexts, upload sources) start from; the working folder if not given. */
  readonly folder?: string;
}
