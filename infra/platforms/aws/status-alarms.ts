import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";

export interface StatusAlarmsArgs {
  instanceId: pulumi.Input<string>;
  region: string;
  tags: Record<string, string>;
}

interface Check {
  readonly name: string;
  readonly metric: string;
  /** What EC2 does by itself when the check has failed for `minutes`. */
  readonly action: "recover" | "reboot";
  readonly minutes: number;
}

/** AWS's own advice: recover after two minutes, reboot after three, so that both never act at once. */
const checks: readonly Check[] = [
  { name: "system", metric: "StatusCheckFailed_System", action: "recover", minutes: 2 },
  { name: "instance", metric: "StatusCheckFailed_Instance", action: "reboot", minutes: 3 },
];

/** A machine whose host fails is moved to another one, a machine that hangs is rebooted. */
export class StatusAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: StatusAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:aws:StatusAlarms", name, {}, opts);
    for (const check of checks) {
      new cloudwatch.MetricAlarm(
        `${name}-${check.name}`,
        {
          alarmDescription: `EC2 ${check.name} status check failed for ${check.minutes} minutes: ${check.action}`,
          namespace: "AWS/EC2",
          metricName: check.metric,
          dimensions: { InstanceId: args.instanceId },
          statistic: "Maximum",
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          threshold: 1,
          period: 60,
          evaluationPeriods: check.minutes,
          alarmActions: [`arn:aws:automate:${args.region}:ec2:${check.action}`],
          tags: args.tags,
        },
        { parent: this },
      );
    }
    this.registerOutputs();
  }
}
