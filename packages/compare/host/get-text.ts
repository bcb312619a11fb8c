import { get } from "node:http";

/**
 * What an http URL answers with status 200 within the limit; whatever else happens is undefined, and something always does. Not `fetch`:
 * in one run, while a server was replaced, one of Node 20's seems never to have settled, for all its time limit.
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
