/** The smallest Linux-shaped kernel: a boot header and a setup sector that halts the CPU. A machine that runs and does nothing. */
export function haltingKernel(): Buffer {
  const kernel = Buffer.alloc(4096);
  kernel[0x1f1] = 1; // setup sectors
  kernel.writeUInt16LE(0xaa55, 0x1fe);
  kernel.set([0xeb, 0x6e], 0x200); // jmp 0x270
  kernel.write("HdrS", 0x202, "latin1");
  kernel.writeUInt16LE(0x0206, 0x206); // protocol version
  kernel[0x211] = 1; // loaded high
  kernel.writeUInt32LE(0x7fffffff, 0x22c); // highest address of the initrd
  kernel.writeUInt32LE(255, 0x238); // length of the command line
  kernel.set([0xfa, 0xf4, 0xeb, 0xfd], 0x270); // cli; hlt; jmp back
  return kernel;
}
