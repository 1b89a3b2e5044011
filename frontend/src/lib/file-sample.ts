const WHOLE_BYTES = 1024 * 1024;
const BEGINNING_BYTES = 512 * 1024;
const SLICES = 16;
const SLICE_BYTES = 32 * 1024;
const LINE_FEED = 10;

/**
 * Enough of a text file to judge it: its beginning, and whole lines from all over the rest, so that 100 MB need not
 * travel twice. A workbook is only readable whole.
 */
export async function takeSample(file: Blob): Promise<Blob> {
  if (file.size <= WHOLE_BYTES) return file;
  const beginning = await read(file, 0, BEGINNING_BYTES);
  if (isWorkbook(beginning)) return file;
  const unit = unitOf(beginning);
  const pieces = [beginning.subarray(0, afterLast(beginning, unit))];
  // The last one ends where the file does.
  const step = Math.floor((file.size - BEGINNING_BYTES - SLICE_BYTES) / (SLICES - 1));
  for (let place = 0; place < SLICES; place += 1) {
    const at = BEGINNING_BYTES + place * step;
    const piece = await read(file, at - (at % unit.bytes), SLICE_BYTES);
    const begin = afterFirst(piece, unit);
    pieces.push(piece.subarray(begin, Math.max(begin, afterLast(piece, unit))));
  }
  return new Blob(pieces);
}

type Bytes = Uint8Array<ArrayBuffer>;

async function read(file: Blob, at: number, length: number): Promise<Bytes> {
  return new Uint8Array(await file.slice(at, at + length).arrayBuffer());
}

function isWorkbook(bytes: Bytes): boolean {
  const [first, second] = bytes;
  return (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf);
}

/** Bytes of a letter, and which of them holds a line feed: UTF-16 has a zero beside it. */
interface Unit {
  bytes: 1 | 2;
  feed: 0 | 1;
}

function unitOf(bytes: Bytes): Unit {
  const head = bytes.subarray(0, 2000);
  const zeros = (odd: number) => head.filter((byte, place) => place % 2 === odd && byte === 0).length;
  if ((head[0] === 0xff && head[1] === 0xfe) || zeros(1) > head.length / 5) return { bytes: 2, feed: 0 };
  if ((head[0] === 0xfe && head[1] === 0xff) || zeros(0) > head.length / 5) return { bytes: 2, feed: 1 };
  return { bytes: 1, feed: 0 };
}

function isLineEnd(piece: Bytes, at: number, { bytes, feed }: Unit): boolean {
  if (piece[at + feed] !== LINE_FEED) return false;
  return bytes === 1 || piece[at + 1 - feed] === 0;
}

function afterFirst(piece: Bytes, unit: Unit): number {
  for (let at = 0; at < piece.length; at += unit.bytes) {
    if (isLineEnd(piece, at, unit)) return at + unit.bytes;
  }
  return piece.length;
}

function afterLast(piece: Bytes, unit: Unit): number {
  for (let at = piece.length - (piece.length % unit.bytes) - unit.bytes; at >= 0; at -= unit.bytes) {
    if (isLineEnd(piece, at, unit)) return at + unit.bytes;
  }
  return 0;
}
