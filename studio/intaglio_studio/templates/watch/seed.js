// Seeds: whole numbers below 2**256, written as `intaglio render --seed` takes them: 7, or 0x and hex digits.

export const MODULUS = 1n << 256n;
export const SPAN = 1000n; // seeds along the scrubber
const RANDOM_BELOW = 1_000_000; // random seeds are short enough to be typed

/** The seed of a text, or null where it is none. */
export const parseSeed = (text) => {
  const plain = text.trim().toLowerCase();
  if (!/^(\d+|0x[0-9a-f]+)$/.test(plain)) return null;
  const seed = BigInt(plain);
  return seed < MODULUS ? seed : null;
};

/** A seed in its shortest form. */
export const written = (seed) => (seed < 1n << 32n ? String(seed) : "0x" + hex(seed));

/** 64 hex digits. */
export const hex = (number) => number.toString(16).padStart(64, "0");

/** The seed `by` further on, around the end. */
export const moved = (seed, by) => (seed + BigInt(by) + MODULUS) % MODULUS;

export const randomSeed = () => {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return BigInt(words[0] * 2 ** 20 + (words[1] >>> 12)) % BigInt(RANDOM_BELOW);
};
