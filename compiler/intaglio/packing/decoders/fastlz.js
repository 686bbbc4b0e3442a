// FastLZ (packing/fastlz.py): (payload: Uint8Array) => the text. Throws where the stream is damaged.
(payload) => {
  const text = [];
  for (let at = 0; at < payload.length; ) {
    const first = payload[at++];
    const kind = first >> 5;
    const most = kind ? at + (kind > 6 ? 2 : 1) : at + first + 1; // where the item ends
    if (most > payload.length) throw Error("damaged");
    if (!kind) {
      while (at < most) text.push(payload[at++]);
      continue;
    }
    let length = kind > 6 ? payload[at++] + 9 : kind + 2;
    let start = text.length - ((first & 31) << 8 | payload[at++]) - 1;
    if (start < 0) throw Error("damaged");
    while (length--) text.push(text[start++]);
  }
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(text));
}
