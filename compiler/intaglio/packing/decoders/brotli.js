// Brotli, as an HTTP content encoding has it: (payload: Uint8Array) => the text. For node: no page can unpack it.
(payload) => {
  const { brotliDecompressSync } = process.getBuiltinModule("node:zlib");
  const { buffer, engine } = brotliDecompressSync(payload, { info: true });
  if (!payload.length || engine.bytesWritten < payload.length) throw Error("damaged"); // node minds neither
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(buffer);
}
