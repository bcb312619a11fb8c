import * as pulumi from "@pulumi/pulumi";
import type { ResourceTypes } from "./resource-types";

type Scalar = string | number | boolean | undefined;
type Argument<T> = pulumi.Input<T extends Scalar ? T : { [K in keyof T]: Argument<T[K]> }>;

/** The inputs of a resource as a program gives them: any part of one may be an output of another resource. */
export type ResourceArgs<I> = { [K in keyof I]: Argument<I[K]> };

/** The outputs of a resource as a program sees them. */
export type ResourceOutputs<O> = { readonly [K in keyof O]: pulumi.Output<O[K]> };

interface Properties<I, O> {
  readonly args: ResourceArgs<I>;
  /** The name of each output: Pulumi resolves only properties that it is given, undefined or not. */
  readonly outputs: { readonly [K in keyof O]: undefined };
  readonly opts: pulumi.CustomResourceOptions | undefined;
}

/**
 * A resource of the provider berth. Its type token decides what its arguments and outputs are, by the same table that the
 * provider's own resource kinds are checked against. Subclasses `declare` their outputs: a plain field would overwrite them.
 */
export abstract class BerthResource<T extends keyof ResourceTypes> extends pulumi.CustomResource {
  protected constructor(
    type: T,
    name: string,
    { args, outputs, opts }: Properties<ResourceTypes[T]["inputs"], ResourceTypes[T]["outputs"]>,
  ) {
    super(type, name, { ...args, ...outputs }, opts);
  }
}
