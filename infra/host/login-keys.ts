import * as pulumi from "@pulumi/pulumi";
import { KeyPair } from "@berth/resources/resources";

export const loginUser = "deploy";
export const adminUser = "admin";

/** The stack's two SSH keys: one for the login user, who may only deploy, one for the administrator. */
export class LoginKeys extends pulumi.ComponentResource {
  readonly login: KeyPair;
  readonly admin: KeyPair;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("berth:infra:LoginKeys", name, {}, opts);
    this.login = new KeyPair(`${name}-${loginUser}`, { comment: `${loginUser}@berth` }, { parent: this });
    this.admin = new KeyPair(`${name}-${adminUser}`, { comment: `${adminUser}@berth` }, { parent: this });
    this.registerOutputs();
  }
}
