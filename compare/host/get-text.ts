import { get } from "node:http";

/**
 * What an http URL answers with status 200 within the limit; whatever else happens is undefined, and something always does. Not `fetch`:
 * of one whose server was replaced meanwhile, Node 20's neither answered nor failed, and its time limit did not end it.
 */
export function getText(url: string, limitMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, headers: { connection: "close" } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => settle(response.statusCode === 200 ? text : undefined));
      response.on("error", () => settle(undefined));
    });
    const settle = (answer: string | undefined) => {
      clearTimeout(timer);
      request.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => settle(undefined), limitMs);
    request.on("error", () => settle(undefined));
    request.on("close", () => settle(undefined));
  });
}
