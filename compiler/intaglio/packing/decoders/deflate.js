// One raw-deflate stream: (payload: Uint8Array) => a promise of the text. The stream's own rules tell of damage.
async (payload) => {
  const inflated = new Response(new Blob([payload]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await inflated.arrayBuffer());
}
