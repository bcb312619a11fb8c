interface Layer {
  readonly diffId: string;
}

/**
 * The layers of an image that a host lacks. It has a layer when one of its images begins with the same layers up to that
 * one: a daemon knows a layer by all that is below it. `held`: the layers of each image of the host, from the base up.
 */
export function missingLayers<L extends Layer>(layers: readonly L[], held: readonly (readonly string[])[]): L[] {
  const common = held.map((other) => commonLength(layers, other));
  return layers.slice(Math.max(0, ...common));
}

function commonLength(layers: readonly Layer[], other: readonly string[]): number {
  const differs = layers.findIndex(({ diffId }, index) => diffId !== other[index]);
  return differs < 0 ? layers.length : differs;
}
