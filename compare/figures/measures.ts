import type { Better } from "./ratio";
import type { Unit } from "./quantity";

export type RowId = "start-up" | "disk" | "memory" | "efficiency" | "portability" | "isolation" | "change";

export interface Row {
  readonly id: RowId;
  readonly title: string;
  /** What a person wants to know of it. */
  readonly question: string;
}

export interface Measure {
  readonly id: string;
  readonly row: RowId;
  readonly title: string;
  readonly unit: Unit;
  readonly better: Better;
  /** One reading knows it exactly: bytes on a disk, things counted. */
  readonly isExact: boolean;
  /** How it was measured, for whoever wants to do it again. */
  readonly how: string;
  /** Ends "… when": what makes this measure matter to somebody. */
  readonly matters: string;
}

export const rows: readonly Row[] = [
  { id: "start-up", title: "Start-up", question: "How long until it answers?" },
  { id: "disk", title: "Disk", question: "What does it take to keep?" },
  { id: "memory", title: "Memory", question: "How much fits on one computer?" },
  { id: "efficiency", title: "Efficiency", question: "What does a request cost?" },
  { id: "portability", title: "Portability", question: "What has to move, and where does it run?" },
  { id: "isolation", title: "Isolation", question: "What separates a service from its neighbours?" },
  { id: "change", title: "Change", question: "What does shipping one line take?" },
];

const varies = { isExact: false, better: "less" } as const;
const exact = { isExact: true, better: "less" } as const;

export const measures: readonly Measure[] = [
  {
    ...varies,
    id: "cold",
    row: "start-up",
    title: "From nothing to the first answer",
    unit: "s",
    how: "`npm run up` of an empty stack with Berth's own engine, machine image cached, until the URL answers 200; phases by the arrival of the run's own lines. The other side's machines stand still meanwhile, here and in all that follows.",
    matters: "whole environments come and go, as for each pull request",
  },
  {
    ...varies,
    id: "boot",
    row: "start-up",
    title: "Start of the slowest machine",
    unit: "s",
    how: "What `systemd-analyze` on each host says of its last start, from the kernel on; of several hosts the slowest.",
    matters: "machines are replaced or restarted as a whole",
  },
  {
    ...varies,
    id: "copy",
    row: "start-up",
    title: "One more copy of api",
    unit: "s",
    how: "From the start of a further container, with api's own image and limits, or of a further machine, with a copy of api's own disk, to the first 200 of its /health, asked every 50 ms; the first five copies.",
    matters: "copies are added while the load is already there",
  },
  {
    ...varies,
    id: "restart",
    row: "start-up",
    title: "Restart of api",
    unit: "s",
    how: "`docker stop` and `start`, or `systemctl stop` and `start`, timed on the host to the first 200 of /health, asked every 50 ms; the service drains for 2.5 s of it.",
    matters: "a service crashes or is restarted often",
  },
  {
    ...exact,
    id: "disk-base",
    row: "disk",
    title: "Before any service",
    unit: "bytes",
    how: "Bytes in use on the root file system of every host, without releases, volumes and what the packages of the services brought.",
    matters: "disk is paid for by the machine",
  },
  {
    ...exact,
    id: "disk-services",
    row: "disk",
    title: "The three services",
    unit: "bytes",
    how: "`du` of every image layer, a layer that several images share counted once as shared; on VMs the installed size of the packages added for a service, and its release.",
    matters: "many services share what they are made of",
  },
  {
    ...exact,
    id: "disk-copy",
    row: "disk",
    title: "Each further copy of api",
    unit: "bytes",
    how: "`du` of the running copy's own writable layer, or blocks allocated for the copy's own disks on this computer.",
    matters: "there are many copies of one service",
  },
  {
    ...varies,
    id: "memory-computer",
    row: "memory",
    title: "Taken from this computer",
    unit: "bytes",
    how: "PSS of all QEMU processes of the stack, from their smaps_rollup on this computer.",
    matters: "the computer below is yours and its memory is what you pay",
  },
  {
    ...varies,
    id: "memory-hosts",
    row: "memory",
    title: "In use on the hosts",
    unit: "bytes",
    how: "MemTotal less MemAvailable of every host, summed.",
    matters: "you pay for the memory of each machine",
  },
  {
    ...varies,
    id: "memory-services",
    row: "memory",
    title: "The services themselves",
    unit: "bytes",
    how: "PSS of all processes of each service's control group, from smaps_rollup: a page that several share counts for each by its share.",
    matters: "the services fill the machine, not what runs them",
  },
  {
    ...exact,
    id: "copies",
    row: "memory",
    better: "more",
    title: "Copies of api in 4 GiB",
    unit: "count",
    how: "Copies are started one after another beside gateway and db, each asked for its /health, until one fails: on a host with 4 GiB, or as machines of the stack's size until 4 GiB are given out. At the end all are asked again. A run stops at a cap that it states.",
    matters: "many small services live on one machine",
  },
  {
    ...varies,
    id: "rate",
    row: "efficiency",
    better: "more",
    title: "Requests a second",
    unit: "1/s",
    how: "GET /api/links through the gateway to the database, 8 connections kept open from this computer, each asking again when it is answered; both sides' machines on the same two processors of this computer.",
    matters: "the most is to be got out of given processors",
  },
  {
    ...varies,
    id: "latency-median",
    row: "efficiency",
    title: "Latency, median",
    unit: "ms",
    how: "Of the same requests, from sending to the last byte; an HDR histogram.",
    matters: "people wait for each answer",
  },
  {
    ...varies,
    id: "latency-p99",
    row: "efficiency",
    title: "Latency, 99th percentile",
    unit: "ms",
    how: "Of the same requests. Those who ask wait for an answer before they ask again, so a stall shows once for each connection.",
    matters: "the slowest answers count",
  },
  {
    ...varies,
    id: "cpu-requests",
    row: "efficiency",
    title: "CPU for 1,000 requests",
    unit: "s",
    how: "Busy time of all hosts' processors over the same requests, from /proc/stat; parts are the services' own control groups.",
    matters: "processor time is what you pay",
  },
  {
    ...varies,
    id: "cpu-idle",
    row: "efficiency",
    title: "CPU while nobody asks",
    unit: "percent",
    how: "Busy time of all hosts' processors over a quiet while, in percent of one processor.",
    matters: "machines stand idle most of the time",
  },
  {
    ...exact,
    id: "move-bytes",
    row: "portability",
    title: "Bytes to move",
    unit: "bytes",
    how: "What takes the service api to a host that has none of it: `docker save` of its image, or the machine image's disk and api's packages and release.",
    matters: "what is tested moves between places as it is",
  },
  {
    ...varies,
    id: "fresh",
    row: "portability",
    title: "From a ready host to running",
    unit: "s",
    how: "Of the cold `up`: from the last host being ready to the URL's first 200, building and installing included.",
    matters: "fresh hosts are filled again and again",
  },
  {
    ...exact,
    id: "targets",
    row: "portability",
    better: "more",
    title: "Targets that take it unchanged",
    unit: "count",
    how: "Previews from nothing of the same stack on this computer, AWS and Azure: on how many api would come as the very same image, or release, by its hash.",
    matters: "one artefact is to run everywhere",
  },
  {
    ...exact,
    id: "kernels",
    row: "isolation",
    better: "more",
    title: "Kernels",
    unit: "count",
    how: "Different boot ids seen by the main processes of the services.",
    matters: "a fault in a kernel must not reach the neighbours",
  },
  {
    ...exact,
    id: "namespaces",
    row: "isolation",
    better: "more",
    title: "Namespaces of their own",
    unit: "count",
    how: "Of the main process of each service, the links in /proc/PID/ns that are not those of its host's first process; the fewest of the services.",
    matters: "a service shall not see its own host",
  },
  {
    ...exact,
    id: "domains",
    row: "isolation",
    better: "more",
    title: "SELinux domains",
    unit: "count",
    how: "Different types that the services' processes run in, from /proc/PID/attr/current on enforcing hosts.",
    matters: "a service that is taken over must not act as another",
  },
  {
    ...exact,
    id: "syscalls",
    row: "isolation",
    title: "System calls let through",
    unit: "count",
    how: "The seccomp filters of each main process are read out of the kernel by ptrace and evaluated for the numbers 0 to 466 with arguments of zero; the most of the services.",
    matters: "the kernel's surface is to be small",
  },
  {
    ...exact,
    id: "capabilities",
    row: "isolation",
    title: "Capabilities in reach",
    unit: "count",
    how: "Bits of CapBnd in /proc/PID/status of the main process; the most of the services.",
    matters: "root inside a service is expected",
  },
  {
    ...exact,
    id: "neighbours",
    row: "isolation",
    title: "What root in api reads of neighbours",
    unit: "count",
    how: "Tried as root inside api, with every host path and process number known: the neighbours' command lines, environment, memory maps, secrets, data, logs, and whether their kernel's own figures are in reach. What is read has to be what the neighbour's own root reads there.",
    matters: "services of different owners stand side by side",
  },
  {
    ...varies,
    id: "change-time",
    row: "change",
    title: "One line, saved to served",
    unit: "s",
    how: "A line of api's page is changed and `npm run up` started; until the URL first serves it.",
    matters: "you ship many times a day",
  },
  {
    ...varies,
    id: "change-bytes",
    row: "change",
    title: "Bytes sent for it",
    unit: "bytes",
    how: "Bytes that reached the hosts' SSH ports meanwhile, by a counting rule of nftables.",
    matters: "the way to the hosts is slow or dear",
  },
  {
    ...varies,
    id: "change-downtime",
    row: "change",
    title: "Not answering meanwhile",
    unit: "s",
    how: "A client asks for the page ten times a second during the change; the time from each visit that was not answered with 200 within a second to the next one that was, summed.",
    matters: "nobody may notice a change",
  },
];

export function measuresOf(row: RowId): readonly Measure[] {
  return measures.filter((measure) => measure.row === row);
}
