/** One struct sock_filter of linux/filter.h. */
export interface Instruction {
  readonly code: number;
  readonly jumpTrue: number;
  readonly jumpFalse: number;
  readonly constant: number;
}

/** The data that a seccomp filter decides on, as linux/seccomp.h lays it out: the call's number, the architecture, arguments of zero. */
export interface Call {
  readonly number: number;
  /** AUDIT_ARCH_… of linux/audit.h. */
  readonly architecture: number;
}

const instructionBytes = 8;
/** sizeof(struct seccomp_data). */
const dataBytes = 64;

/** Reads a filter out of its bytes in hex, little-endian. Throws on what is none. */
export function readFilter(hex: string): readonly Instruction[] {
  const bytes = Buffer.from(hex, "hex");
  if (bytes.length === 0 || bytes.length % instructionBytes !== 0 || bytes.length * 2 !== hex.length)
    throw new Error(`not a filter: ${hex.length / 2} bytes`);
  return Array.from({ length: bytes.length / instructionBytes }, (_, index) => {
    const at = index * instructionBytes;
    return {
      code: bytes.readUInt16LE(at),
      jumpTrue: bytes.readUInt8(at + 2),
      jumpFalse: bytes.readUInt8(at + 3),
      constant: bytes.readUInt32LE(at + 4),
    };
  });
}

/** What the filter returns for a call: classic BPF as the kernel takes it for seccomp. Throws on an instruction that it does not take. */
export function runFilter(filter: readonly Instruction[], call: Call): number {
  const data = Buffer.alloc(dataBytes);
  data.writeUInt32LE(call.number, 0);
  data.writeUInt32LE(call.architecture, 4);
  const state: State = { accumulator: 0, index: 0, memory: new Array<number>(16).fill(0), data };
  for (let at = 0; at < filter.length; at++) {
    const instruction = filter[at];
    if (instruction === undefined) break;
    const { code, constant } = instruction;
    if (classOf(code) === 0x06) return (code & 0x18) === 0x10 ? state.accumulator : constant;
    if (classOf(code) === 0x05) at += jumpOf(instruction, state);
    else step(instruction, state);
  }
  throw new Error("the filter ends without an answer");
}

interface State {
  accumulator: number;
  index: number;
  readonly memory: number[];
  readonly data: Buffer;
}

function classOf(code: number): number {
  return code & 0x07;
}

/** BPF_LD, BPF_LDX, BPF_ST, BPF_STX, BPF_ALU and BPF_MISC. */
function step({ code, constant }: Instruction, state: State): void {
  switch (classOf(code)) {
    case 0x00:
      state.accumulator = loaded(code, constant, state);
      return;
    case 0x01:
      state.index = loaded(code, constant, state);
      return;
    case 0x02:
      state.memory[constant] = state.accumulator;
      return;
    case 0x03:
      state.memory[constant] = state.index;
      return;
    case 0x04:
      state.accumulator = computed(code & 0xf0, state.accumulator, operandOf(code, constant, state));
      return;
    default:
      if ((code & 0xf8) === 0x80) state.accumulator = state.index;
      else state.index = state.accumulator;
  }
}

function loaded(code: number, constant: number, { data, memory }: State): number {
  // The mode, with the size: seccomp takes whole words alone.
  switch (code & 0xf8) {
    case 0x00:
      return constant;
    case 0x20:
      return data.readUInt32LE(constant);
    case 0x60:
      return memory[constant] ?? 0;
    case 0x80:
      return dataBytes;
    default:
      throw new Error(`seccomp takes no load with code ${code}`);
  }
}

function computed(operation: number, a: number, b: number): number {
  const results: Readonly<Record<number, number>> = {
    0x00: a + b,
    0x10: a - b,
    0x20: Math.imul(a, b),
    0x30: b === 0 ? 0 : Math.floor(a / b),
    0x40: a | b,
    0x50: a & b,
    0x60: a << b,
    0x70: a >>> b,
    0x80: -a,
    0xa0: a ^ b,
  };
  const result = results[operation];
  if (result === undefined) throw new Error(`seccomp takes no operation ${operation}`);
  return result >>> 0;
}

function jumpOf({ code, constant, jumpTrue, jumpFalse }: Instruction, state: State): number {
  const a = state.accumulator;
  const b = operandOf(code, constant, state);
  switch (code & 0xf0) {
    case 0x00:
      return constant;
    case 0x10:
      return a === b ? jumpTrue : jumpFalse;
    case 0x20:
      return a > b ? jumpTrue : jumpFalse;
    case 0x30:
      return a >= b ? jumpTrue : jumpFalse;
    case 0x40:
      return (a & b) !== 0 ? jumpTrue : jumpFalse;
    default:
      throw new Error(`seccomp takes no jump with code ${code}`);
  }
}

function operandOf(code: number, constant: number, { index }: State): number {
  return (code & 0x08) === 0 ? constant : index;
}
