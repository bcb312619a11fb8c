import * as ecr from "@pulumi/aws/ecr";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { imageName } from "../../host/image-name";
import type { ImageRegistry } from "../../host/image-registry";

export interface EcrRegistryArgs {
  services: readonly string[];
  /** Policy of the hosts' role, which may pull from these repositories and no others. */
  roleId: pulumi.Input<string>;
  tags: Record<string, string>;
}

/** Far more than a stack goes back by; what runs is always among the newest. */
const keptImages = 30;
const keptUntaggedDays = 14;

/** A repository a service, scanned at each push and kept small; the hosts' role may pull. */
export class EcrRegistry extends pulumi.ComponentResource {
  readonly registry: ImageRegistry;

  constructor(name: string, args: EcrRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:aws:EcrRegistry", name, {}, opts);
    const { services, roleId, tags } = args;
    const repositories = services.map((service) => this.repository(`${name}-${imageName(service)}`, tags));
    const arns = repositories.map(({ arn }) => arn);
    const rights = new iam.RolePolicy(
      `${name}-pull`,
      { role: roleId, policy: pulumi.all(arns).apply(pullPolicy) },
      { parent: this },
    );
    const urls = repositories.map(({ repositoryUrl }) => repositoryUrl);
    this.registry = {
      kind: "ecr",
      address: pulumi.all(urls).apply(([url = ""]) => url.split("/")[0] ?? ""),
      repositories: new Map(services.map((service, index) => [service, urls[index] ?? pulumi.output("")])),
      pullRights: () => [rights],
    };
    this.registerOutputs();
  }

  private repository(name: string, tags: Record<string, string>): ecr.Repository {
    const repository = new ecr.Repository(
      name,
      {
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "AES256" }],
        // Hosts pull by digest. A tag that nothing may overwrite would only stop the push after an interrupted one.
        imageTagMutability: "MUTABLE",
        // All that is in it is built from the services' folders, and can be again.
        forceDelete: true,
        tags,
      },
      { parent: this },
    );
    new ecr.LifecyclePolicy(name, { repository: repository.name, policy: lifecycle }, { parent: this });
    return repository;
  }
}

const lifecycle = {
  rules: [
    {
      rulePriority: 1,
      description: `untagged images go after ${keptUntaggedDays} days`,
      selection: {
        tagStatus: ecr.LifecyclePolicyTagStatus.Untagged,
        countType: ecr.LifecyclePolicyCountType.SinceImagePushed,
        countUnit: "days" as const,
        countNumber: keptUntaggedDays,
      },
      action: { type: ecr.LifecyclePolicyActionType.Expire },
    },
    {
      rulePriority: 2,
      description: `the newest ${keptImages} stay`,
      selection: {
        tagStatus: ecr.LifecyclePolicyTagStatus.Any,
        countType: ecr.LifecyclePolicyCountType.ImageCountMoreThan,
        countNumber: keptImages,
      },
      action: { type: ecr.LifecyclePolicyActionType.Expire },
    },
  ],
};

/** A login token is not bound to a repository; the layers are. */
function pullPolicy(repositoryArns: string[]): iam.PolicyDocument {
  const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: "*" },
      { Effect: "Allow", Action: pull, Resource: repositoryArns },
    ],
  };
}
