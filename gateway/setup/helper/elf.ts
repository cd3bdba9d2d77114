/** Of the parts of a 64-bit little-endian ELF file that are read here: where each field is. */
const HEADER = {
  programs: 0x20,
  sections: 0x28,
  programSize: 0x36,
  programCount: 0x38,
  sectionSize: 0x3a,
  sectionCount: 0x3c,
  names: 0x3e,
};
const SECTION = { type: 4, flags: 8, offset: 24, size: 32 };
const PROGRAM = { offset: 8, fileSize: 32 };
const NO_BITS = 8n;
const LOADED = 2n;

/**
 * An executable without what only debuggers read: the symbol table and debugging sections, which stand at its end. Of Node
 * that is 18 MB, and a tenth of its download. What is loaded when it runs stays as it is, byte by byte.
 * @throws {RangeError} the file is laid out in another way
 */
export function withoutSymbols(file: Buffer): Buffer {
  if (file.readUInt32BE(0) !== 0x7f454c46 || file.readUInt16LE(4) !== 0x0102) throw new RangeError('not a 64-bit ELF file');
  const sections = table(file, HEADER.sections, HEADER.sectionSize, HEADER.sectionCount);
  const names = sections[file.readUInt16LE(HEADER.names)];
  const field = (section: Buffer, name: keyof typeof SECTION): bigint =>
    name === 'type' ? BigInt(section.readUInt32LE(SECTION.type)) : section.readBigUInt64LE(SECTION[name]);
  const firstLeft = sections.findIndex((section, index) => index > 0 && (field(section, 'flags') & LOADED) === 0n);
  const kept = sections.slice(0, firstLeft);
  const left = sections.slice(firstLeft);
  if (!names || firstLeft < 1 || left.some((section) => (field(section, 'flags') & LOADED) !== 0n))
    throw new RangeError('sections that are loaded stand behind others');
  const endOf = (section: Buffer): number => Number(field(section, 'offset') + field(section, 'size'));
  const end = Math.max(...kept.map((section) => (field(section, 'type') === NO_BITS ? 0 : endOf(section))));
  for (const program of table(file, HEADER.programs, HEADER.programSize, HEADER.programCount)) {
    if (Number(program.readBigUInt64LE(PROGRAM.offset) + program.readBigUInt64LE(PROGRAM.fileSize)) > end)
      throw new RangeError('more is loaded than the sections say');
  }

  const nameBytes = file.subarray(Number(field(names, 'offset')), endOf(names));
  const padding = Buffer.alloc(-(end + nameBytes.length) & 7);
  const moved = Buffer.from(names);
  moved.writeBigUInt64LE(BigInt(end), SECTION.offset);
  const slim = Buffer.concat([file.subarray(0, end), nameBytes, padding, ...kept, moved]);
  slim.writeBigUInt64LE(BigInt(end + nameBytes.length + padding.length), HEADER.sections);
  slim.writeUInt16LE(kept.length + 1, HEADER.sectionCount);
  slim.writeUInt16LE(kept.length, HEADER.names);
  return slim;
}

function table(file: Buffer, offsetAt: number, sizeAt: number, countAt: number): Buffer[] {
  const offset = Number(file.readBigUInt64LE(offsetAt));
  const size = file.readUInt16LE(sizeAt);
  const rowAt = (start: number): Buffer => file.subarray(start, start + size);
  return Array.from({ length: file.readUInt16LE(countAt) }, (_, index) => rowAt(offset + index * size));
}
