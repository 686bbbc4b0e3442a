// A page that inflates itself (packing/self_inflating.py): (payload: Uint8Array) => a promise of the text.
async (payload) => {
  const inflated = new Response(new Blob([payload]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
  const bytes = new Uint8Array(await inflated.arrayBuffer());
  const start = "//<svg onload='";
  const line = bytes.indexOf(10) + 1;
  if (!line || String.fromCharCode(...bytes.subarray(0, start.length)) != start) throw Error("damaged");
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(line));
}
