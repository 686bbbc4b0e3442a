// Raw deflate behind the primer, and three bytes of checksum (packing/shared_deflate.py):
// (payload: Uint8Array, primer: string) => a promise of the text. Throws where the payload is damaged.
async (payload, primer) => {
  const known = new TextEncoder().encode(primer.slice(-32768)); // the window, as a stored block of the same stream
  const size = known.length;
  const block = Uint8Array.of(0, size, size >> 8, ~size, ~size >> 8);
  const stream = new Blob([block, known, payload.subarray(0, -3)]).stream();
  const inflated = await new Response(stream.pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
  const text = new Uint8Array(inflated, size);
  let hash = 0x811c9dc5;
  for (const byte of text) hash = Math.imul(hash ^ byte, 0x01000193);
  for (const byte of payload.subarray(-3)) {
    if (byte != (hash & 255)) throw Error("damaged");
    hash >>>= 8;
  }
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(text);
}
