/** What a test file cost. */
export interface FileCost {
  readonly name: string;
  readonly seconds: number;
  readonly tests: readonly { readonly title: string; readonly seconds: number }[];
}

export function costLines(files: readonly FileCost[]): string[];
