export interface PinnedInputs {
  /** The number that a user raises to let a newer value through, 1 to 9999. */
  readonly generation: number;
  readonly value: string;
}

export interface PinnedOutputs {
  readonly held: string;
}

export interface FoundImageInputs {
  /** An AMI's id, which is used as it is, or its name, which is the same in all regions. */
  readonly image: string;
  /** The account that has to own the image, because anyone may give an image that name. */
  readonly owner: string;
  readonly region: string;
  /** The command of the cloud's own client that prints the images of that name, with the login of the user who runs it. */
  readonly command: readonly string[];
}

export interface FoundImageOutputs {
  readonly imageId: string;
}
