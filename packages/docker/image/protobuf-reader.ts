import { EngineError } from "@berth/model/engine-error";

export interface ProtobufField {
  readonly number: number;
  /** A varint (as far as it is a safe integer) or the bytes of a string, bytes or message field. */
  readonly value: number | Buffer;
}

/** The fields of one protobuf message, in their order; fixed-width ones are skipped. Throws on a cut message. */
export function* readProtobuf(message: Buffer): Generator<ProtobufField> {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++];
      if (byte === undefined || factor > 128 ** 9)
        throw new EngineError("read a protobuf message: it is cut or damaged");
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (wire === 0) yield { number, value: varint() };
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === 2) {
      const length = varint();
      if (at + length > message.length) throw new EngineError("read a protobuf message: it is cut or damaged");
      yield { number, value: message.subarray(at, at + length) };
      at += length;
    } else throw new EngineError(`read a protobuf message: wire type ${wire} is unknown`);
  }
}
