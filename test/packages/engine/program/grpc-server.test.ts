import { credentials, makeGenericClientConstructor, type ServiceDefinition, status } from "@grpc/grpc-js";
import { ReportedError } from "../../../../packages/engine/execute/run";
import { startServer, unary } from "../../../../packages/engine/program/grpc-server";

const text = { serialize: (value: string) => Buffer.from(value), deserialize: (bytes: Buffer) => bytes.toString() };
const definition: ServiceDefinition = {
  echo: {
    ...{ path: "/test.Echo/echo", requestStream: false, responseStream: false },
    ...{ requestSerialize: text.serialize, requestDeserialize: text.deserialize },
    ...{ responseSerialize: text.serialize, responseDeserialize: text.deserialize },
  },
};

/** Calls the method once, over a real connection; gives the answer, or code and details of the error. */
async function call(handle: (request: string) => Promise<string>, request: string): Promise<unknown> {
  const server = await startServer([{ definition, implementation: { echo: unary(handle) } }]);
  const client = new (makeGenericClientConstructor(definition, "Echo"))(server.address, credentials.createInsecure());
  try {
    return await new Promise((resolve) => {
      client.makeUnaryRequest("/test.Echo/echo", text.serialize, text.deserialize, request, (error, answer) =>
        resolve(error === null ? answer : { code: error.code, details: error.details }),
      );
    });
  } finally {
    client.close();
    server.close();
  }
}

test("answers with what the method resolves to", async () => {
  expect(await call((request) => Promise.resolve(`${request}!`), "hello")).toBe("hello!");
});

test("answers an error as UNKNOWN, with its message", async () => {
  expect(await call(() => Promise.reject(new Error("no such resource")), "x")).toEqual({
    code: status.UNKNOWN,
    details: "no such resource",
  });
});

test("answers an error that was reported already as UNAVAILABLE, which ends the program quietly", async () => {
  expect(await call(() => Promise.reject(new ReportedError("seen")), "x")).toMatchObject({ code: status.UNAVAILABLE });
});
