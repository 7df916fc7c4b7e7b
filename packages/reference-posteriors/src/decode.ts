/**
 * Row-major numbers from their text: base64 of a gzip of single-precision values, column by column, their first bytes
 * first, then all second, third and fourth ones (little-endian), which compresses better than whole values.
 */
export async function decode(text: string, cols: number): Promise<Float64Array> {
  const planes = await gunzip(bytesOf(text));
  const count = planes.length / 4;
  const rows = count / cols;
  const value = new DataView(new ArrayBuffer(4));
  const out = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    for (let byte = 0; byte < 4; byte++) value.setUint8(byte, planes[byte * count + at]);
    out[(at % rows) * cols + Math.floor(at / rows)] = value.getFloat32(0, true);
  }
  return out;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
