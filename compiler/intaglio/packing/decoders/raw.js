// Text as it is: (payload: Uint8Array) => the text.
(payload) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload)
