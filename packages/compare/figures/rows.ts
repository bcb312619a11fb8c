export type RowId = "start-up" | "disk" | "memory" | "efficiency" | "portability" | "isolation" | "change";

export interface Row {
  readonly id: RowId;
  readonly title: string;
  /** What a person wants to know of it. */
  readonly question: string;
}

/** In the order of the report. */
export const rows: readonly Row[] = [
  { id: "start-up", title: "Start-up", question: "How long until it answers?" },
  { id: "disk", title: "Disk", question: "What does it take to keep?" },
  { id: "memory", title: "Memory", question: "How much fits on one computer?" },
  { id: "efficiency", title: "Efficiency", question: "What does a request cost?" },
  { id: "portability", title: "Portability", question: "What has to move, and where does it run?" },
  { id: "isolation", title: "Isolation", question: "What separates a service from its neighbours?" },
  { id: "change", title: "Change", question: "What does shipping one line take?" },
];
