// A page that inflates itself (packing/self_inflating.py): (payload: Uint8Array) => a promise of the text.
async (payload) => {
  const end = payload.length - 6; // a length and an Adler-32
  const stream = new Blob([new Uint8Array([0x78, 1]), payload.subarray(0, end), payload.subarray(end + 2)]).stream();
  const inflated = new Response(stream.pipeThrough(new DecompressionStream("deflate")));
  const bytes = new Uint8Array(await inflated.arrayBuffer());
  const start = "//<svg onload='";
  const line = bytes.indexOf(10) + 1;
  const whole = bytes.length % 65521 == payload[end] * 256 + payload[end + 1];
  if (!whole || !line || String.fromCharCode(...bytes.subarray(0, start.length)) != start) throw Error("damaged");
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(line));
}
