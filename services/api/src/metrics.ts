/** Upper bounds in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

interface Series {
  count: number;
  seconds: number;
  buckets: number[];
}

export interface ServedRequest {
  readonly method: string;
  /** A pattern, never a path: its values are few. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Counts of this process in Prometheus' text format, version 0.0.4. */
export class Metrics {
  private readonly requests = new Map<string, number>();
  private readonly durations = new Map<string, Series>();

  constructor(private readonly gauges: () => Record<string, number>) {}

  observe({ method, route, status, seconds }: ServedRequest): void {
    const request = `method="${method}",route="${route}",status="${status}"`;
    this.requests.set(request, (this.requests.get(request) ?? 0) + 1);
    const series = this.durations.get(`route="${route}"`) ?? { count: 0, seconds: 0, buckets: BUCKETS.map(() => 0) };
    series.count += 1;
    series.seconds += seconds;
    series.buckets = series.buckets.map((count, index) => count + (seconds <= (BUCKETS[index] ?? Infinity) ? 1 : 0));
    this.durations.set(`route="${route}"`, series);
  }

  text(): string {
    const lines = [
      "# TYPE http_requests_total counter",
      ...[...this.requests].map(([labels, count]) => `http_requests_total{${labels}} ${count}`),
      "# TYPE http_request_duration_seconds histogram",
      ...[...this.durations].flatMap(([labels, series]) => histogram(labels, series)),
      ...Object.entries(this.gauges()).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name} ${value}`]),
    ];
    return `${lines.join("\n")}\n`;
  }
}

function histogram(labels: string, { count, seconds, buckets }: Series): string[] {
  const name = "http_request_duration_seconds";
  return [
    ...buckets.map((within, index) => `${name}_bucket{${labels},le="${BUCKETS[index] ?? "+Inf"}"} ${within}`),
    `${name}_bucket{${labels},le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${seconds}`,
    `${name}_count{${labels}} ${count}`,
  ];
}
