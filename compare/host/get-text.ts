/** What a URL answers with status 200 within the limit; whatever else happens is undefined. */
export async function getText(url: string, limitMs: number): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(limitMs), headers: { connection: "close" } });
    const text = await response.text();
    return response.status === 200 ? text : undefined;
  } catch {
    return undefined;
  }
}
