// Primed context mixing, the decoder: (payload: Uint8Array, primer: string) => string. Throws an Error on damage.
//
// What `kernel.py` does, number for number: the model reads the primer, symbol by symbol of seven bits, then the
// arithmetic code decides each bit that the model predicts. Whole numbers only, below 2^53: the same in every engine.
// Read from the bottom.
(payload, primer) => {
  const CONTEXTS = 18, SLOT_BITS = 18, EMPTY = 98304, MATCHES = 3, INPUTS = 43, MIXERS = 4, SETS = 128, LEVELS = 33;
  const POINTER_BITS = 16, ONE_LETTER = 81, LONGEST = 131072, LEAST_MATCH = [12, 5, 8];
  const EXACT = 0, RENAMED = 1, MASKED = 2;
  const numbers = (length, first = 0) => new Int32Array(length).fill(first);
  const least = Math.min, most = Math.max;
  const hash = (a, b) => {
    let h = Math.imul(a, 0x9E3779B1) + Math.imul(b, 0x85EBCA6B) + 0x27D4EB2F | 0;
    h ^= h >>> 15;
    h = Math.imul(h, 0x2C1B3C6D);
    return h ^ h >>> 13;
  };

  // The tables: see `tables.py`.
  const squash = numbers(4096, 32768), stretch = numbers(4096), rates = numbers(256);
  for (let k = 1, s = 2 ** 29; k < 2048; k++) {
    s += Math.floor(Math.floor(s * (2 ** 30 - s) / 2 ** 30) / 256);
    squash[2048 + k] = s >> 14;
    squash[2048 - k] = 65536 - squash[2048 + k];
  }
  squash[0] = squash[1];
  for (let place = 1, p = 0; p < 4096; stretch[p++] = place - 2048) while (place < 4095 && squash[place] >> 4 < p) place++;
  for (let n = 0; n < 256; n++) rates[n] = 65536 / (2 * n + 3);
  const guesses = numbers(CONTEXTS << 8, 32768), guessCounts = numbers(CONTEXTS << 8);
  for (let history = 2; history < 256; history++) {
    let ones = 19661, zeros = 19661, weight = 65536;
    for (let rest = history; rest > 1; rest >>= 1) {
      if (rest & 1) ones += weight;
      else zeros += weight;
      weight = weight * 55705 / 65536 | 0;
    }
    for (let i = 0; i < CONTEXTS; i++) guesses[i << 8 | history] = Math.floor(ones * 65535 / (ones + zeros));
  }

  // What is learned.
  const slots = numbers(CONTEXTS << SLOT_BITS, EMPTY), counts = new Uint8Array(CONTEXTS << SLOT_BITS);
  const weights = numbers(MIXERS * SETS * INPUTS, 2500), blend = numbers(128 * MIXERS, 65536 / MIXERS);
  const maps = numbers((128 + 8192 + 2048) * LEVELS);
  for (let i = 0; i < maps.length; i++) maps[i] = squash[least(i % LEVELS * 128, 4095)];
  const trust = numbers(MATCHES * 1728, 49152), trustCounts = numbers(MATCHES * 1728), symbolTrust = numbers(MATCHES << 14, 49152);
  const pointers = numbers(MATCHES << POINTER_BITS), renamed = numbers(MATCHES << 7), renamedCounts = numbers(MATCHES << 7);
  for (let i = 0; i < renamed.length; i++) renamed[i] = i & 127;
  const follow = [0, 1, 2].map(k => ({ kind: [EXACT, RENAMED, MASKED][k], pointer: 0, matched: 0, missed: 0, expected: -1, how: 0, trusted: -1 }));

  // The text so far, from place 16 on, and what contexts are made from.
  const text = new Uint8Array(16 + 2 * primer.length + LONGEST), tokens = Array(16).fill(0), stack = [];
  let at = 16, word = 0, word1 = 0, lastWord = 0, length = 0, owner = 0, argument = 0, quote = 0, skeleton = 0;

  const isDigit = c => c > 47 && c < 58;
  const isWord = c => c > 96 && c < 123 || c > 64 && c < 91 || isDigit(c) || c == 95 || c == 36;
  const isLetter = (place, c = text[place], before = text[place - 1]) =>
    isWord(c) && !isDigit(c) && !isWord(before) && before != 46 && (place + 1 >= at || !isWord(text[place + 1]));
  const isOne = c => length == 1 && !isDigit(c);
  const classes = numbers(128, 10).map((other, c) => isDigit(c) ? 2 : isWord(c) ? 1 : other);
  [".", "([{", ")]}", ",;", "\"'`", " <>", "="].forEach((held, n) => [...held].forEach(c => classes[c.charCodeAt()] = n + 3));
  const hashes = numbers(CONTEXTS), places = numbers(CONTEXTS), inputs = numbers(INPUTS), sets = numbers(MIXERS), outputs = numbers(MIXERS);

  const findContexts = () => {
    const c1 = text[at - 1], c2 = text[at - 2], c3 = text[at - 3], c4 = text[at - 4], c5 = text[at - 5];
    const four = c1 | c2 << 8 | c3 << 16 | c4 << 24, two = hash(tokens[0], tokens[1]);
    [
      0, c1, c1 | c2 << 8, c1 | c2 << 8 | c3 << 16, four, hash(four, c5), hash(four, c5 | text[at - 6] << 8),
      c2 | c3 << 8, c1 | c3 << 8, c2 | c3 << 8 | c4 << 16,
      word, hash(word, word1), hash(hash(word, c1), owner), hash(hash(owner, argument), c1), skeleton,
      hash(two, word), hash(two, hash(tokens[2], word)), hash(two, hash(hash(tokens[2], tokens[3]), word)),
    ].forEach((context, i) => hashes[i] = hash(context, i + 1));
  };

  // Past the symbol c: word, tokens, skeleton, quotes, brackets.
  const addToken = token => (tokens.unshift(token), tokens.pop());
  const step = (c, c1) => {
    if (isWord(c)) word = hash(word, c), length++;
    else {
      if (length) word1 = lastWord = word, addToken(isOne(c1) ? ONE_LETTER : word);
      word = length = 0;
      addToken(c);
    }
    const kind = isDigit(c) ? 2 : isWord(c) ? 1 : c, before = skeleton & 255;
    if (kind > 2 || before != 1 && before != 2) skeleton = skeleton << 8 | kind;
    if (c == quote) quote = 0;
    else if (!quote && (c == 96 || c == 34)) quote = c;
    if (c == 40 || c == 91 || c == 123) {
      if (stack.length < 63) stack.push([owner, argument, quote]);
      owner = hash(lastWord, c);
      argument = lastWord = 0;
      if (c == 123 && c1 == 36) quote = 0;
    } else if (c == 41 || c == 93 || c == 125) {
      if (stack.length) {
        const [o, a, q] = stack.pop();
        owner = o, argument = a;
        if (c == 125) quote = q;
      }
    } else if (c == 44) argument++;
    else if (c == 59) argument = 0;
  };

  const expect = (match, k) => {
    const c = text[match.pointer];
    if (!match.pointer) match.expected = -1;
    else if (match.kind != EXACT && isLetter(match.pointer))
      match.expected = renamed[k << 7 | c], match.how = least(renamedCounts[k << 7 | c], 3);
    else match.expected = c, match.how = !isWord(c) || isDigit(c) ? 6 : isWord(text[match.pointer - 1]) ? 4 : 5;
  };
  const levelOf = n => n < 16 ? n : n < 32 ? n + 48 >> 2 : n < 64 ? n + 288 >> 4 : n < 256 ? n + 1344 >> 6 : n < 512 ? 25 : 26;

  // Past the symbol c, the last of the text: the pointer moves on, and a better one is looked for.
  const moveOn = (match, k, c) => {
    if (match.pointer) {
      const e = k << 7 | text[match.pointer], hit = match.expected == c;
      if (match.kind != EXACT && isLetter(match.pointer) && isWord(c) && !isDigit(c)) {
        renamedCounts[e] = renamed[e] == c ? least(renamedCounts[e] + 1, 255) : 1;
        renamed[e] = c;
      }
      match.matched = hit ? match.matched + 1 : 0;
      match.missed = (match.missed << 1 | !hit) & 255;
      match.pointer++;
      let misses = 0;
      for (let rest = match.missed; rest; rest >>= 1) misses += rest & 1;
      if (misses > 4) match.pointer = match.matched = 0;
    }
    let h = 0;
    for (let j = 0; j < LEAST_MATCH[k]; j++) h = hash(h, match.kind == MASKED ? tokens[j] : text[at - 1 - j]);
    if (match.kind == MASKED) h = hash(h, isOne(c) ? ONE_LETTER : word);
    const slot = (k << POINTER_BITS) + (h >>> 32 - POINTER_BITS), found = pointers[slot];
    pointers[slot] = at;
    if (!found || found == match.pointer || match.matched >= LEAST_MATCH[k] && !match.missed) return;
    let same = 0;
    if (match.kind == MASKED) {
      if (match.matched >= LEAST_MATCH[k] || match.pointer && !(match.missed & 15)) return;
    } else {
      while (same < 400 && same < found && text[found - 1 - same] == text[at - 1 - same]) same++;
      if (same < LEAST_MATCH[k] || same <= match.matched) return;
    }
    match.pointer = found, match.matched = same, match.missed = 0;
  };

  // One symbol, its bits decided by `decide`, which is given the probability of a one and the bit's place.
  const symbolBy = (decide, speed) => {
    const c1 = text[at - 1], rate = speed + Math.floor(6400 / (64 + at));
    let symbol = 1;
    findContexts();
    follow.forEach(expect);
    sets[2] = INPUTS * (2 * SETS + ((skeleton & 255) == 1 ? 1 : classes[c1]));
    sets[3] = INPUTS * (3 * SETS + (quote ? 1 : 0) + 2 * least(length, 3));
    for (let place = 6; place >= 0; place--) {
      for (let i = 0; i < CONTEXTS; i++) {
        let h = Math.imul(hashes[i] + Math.imul(symbol, 0x9E3779B1) | 0, 0x2C1B3C6D);
        h ^= h >>> 15;
        const slot = places[i] = (i << SLOT_BITS) + (h >>> 32 - SLOT_BITS);
        if ((slots[slot] >>> 24) != (h & 255)) slots[slot] = (h & 255) << 24 | EMPTY, counts[slot] = 0;
        const history = slots[slot] >> 16 & 255;
        inputs[2 * i] = history == 1 ? 0 : stretch[guesses[i << 8 | history] >> 4];
        inputs[2 * i + 1] = history == 1 ? 0 : stretch[(slots[slot] & 65535) >> 4];
      }
      let first = 0, known = 0;
      for (let k = 0; k < MATCHES; k++) {
        const match = follow[k], e = match.expected, n = 2 * (CONTEXTS + k);
        match.trusted = -1;
        inputs[n] = inputs[n + 1] = 0;
        if (e < 0 || (e | 128) >> place + 1 != symbol) continue;
        const level = levelOf(match.matched), one = e >> place & 1, sign = one ? 1 : -1;
        match.trusted = 1728 * k + (level * 8 + (match.missed & 7)) * 8 + match.how;
        inputs[n] = sign * stretch[trust[match.trusted] >> 4];
        inputs[n + 1] = sign * most(stretch[symbolTrust[k << 14 | e << 7 | symbol] >> 4], 0);
        if (k == 0) first = 1 + least(level, 22);
        if (k < 2 && !known) known = 1024 - 512 * k + 2 * (1 + least(level, 22)) + one;
      }
      inputs[INPUTS - 1] = 256;
      sets[0] = INPUTS * first;
      sets[1] = INPUTS * (SETS + symbol);
      let total = 0;
      for (let m = 0; m < MIXERS; m++) {
        let dot = 0;
        for (let i = 0, base = sets[m]; i < INPUTS; i++) dot += weights[base + i] * inputs[i];
        outputs[m] = most(least(Math.floor(dot / 65536), 2047), -2047);
        total += blend[symbol * MIXERS + m] * outputs[m];
      }
      const mixed = most(least(Math.floor(total / 65536), 2047), -2047) + 2048, level = mixed >> 7, part = mixed & 127;
      const corrected = [symbol, 128 + (hash(c1, symbol) >>> 19), 8320 + known].map(context => context * LEVELS + level);
      let p = squash[mixed];
      for (const q of corrected) p += maps[q] * (128 - part) + maps[q + 1] * part >> 7;
      p = least(most(p >> 2, 16), 65520);
      const bit = decide(p, place), target = bit ? 65535 : 0;

      for (const q of corrected) {
        maps[q] += (target - maps[q]) * (128 - part) >> 11;
        maps[q + 1] += (target - maps[q + 1]) * part >> 11;
      }
      const error = (target - squash[mixed]) * 16 >> 10;
      for (let m = 0; m < MIXERS; m++) {
        blend[symbol * MIXERS + m] += outputs[m] * error + 8192 >> 14;
        const own = (target - squash[outputs[m] + 2048]) * rate >> 10;
        for (let i = 0, base = sets[m]; i < INPUTS; i++) weights[base + i] += inputs[i] * own + 8192 >> 14;
      }
      for (let i = 0; i < CONTEXTS; i++) {
        const slot = places[i], held = slots[slot], guess = i << 8 | held >> 16 & 255;
        let history = held >> 16 & 255, chance = held & 65535;
        if (history != 1) {
          guesses[guess] += (target - guesses[guess]) * rates[guessCounts[guess] + 1] >> 15;
          guessCounts[guess] = least(guessCounts[guess] + 1, 250);
        }
        chance += (target - chance) * rates[counts[slot]] >> 15;
        counts[slot] = least(counts[slot] + 1, i > 1 ? 60 : 250);
        history = history << 1 | bit;
        slots[slot] = held & 0xFF000000 | (history > 255 ? history & 127 | 128 : history) << 16 | chance;
      }
      for (let k = 0; k < MATCHES; k++) {
        const match = follow[k], t = match.trusted, s = k << 14 | match.expected << 7 | symbol;
        if (t < 0) continue;
        const hit = (match.expected >> place & 1) == bit ? 65535 : 0;
        trust[t] += (hit - trust[t]) * rates[trustCounts[t] + 1] >> 15;
        trustCounts[t] = least(trustCounts[t] + 1, 250);
        symbolTrust[s] += (hit - symbolTrust[s]) * 1500 >> 15;
      }
      symbol = symbol << 1 | bit;
    }
    symbol &= 127;
    text[at++] = symbol;
    step(symbol, c1);
    follow.forEach((match, k) => moveOn(match, k, symbol));
    return symbol;
  };

  // The primer.
  for (const letter of unescape(encodeURIComponent(primer))) {
    const byte = letter.charCodeAt(), learn = symbol => symbolBy((p, place) => symbol >> place & 1, 50);
    if (byte > 126) learn(127);
    learn(byte & 127);
  }

  // The code: 32 bits of it are compared with a range that narrows with each bit.
  const damaged = message => { throw Error("damaged payload: " + message) };
  if (payload.length < 3) damaged("too short");
  const check = payload[0] << 16 | payload[1] << 8 | payload[2], begin = at;
  let low = 0, high = 2 ** 32 - 1, value = 0, used = 3, running = 0, decoded = "", escaped = false;
  for (let k = 0; k < 4; k++) value = value * 256 + (payload[used++] | 0);
  const decide = p => {
    const span = high - low, middle = low + (span >>> 16) * p + ((span & 65535) * p >>> 16), bit = value <= middle ? 1 : 0;
    if (bit) high = middle;
    else low = middle + 1;
    for (; !((low ^ high) >>> 24); value = (value << 8 | payload[used++]) >>> 0) low = low << 8 >>> 0, high = (high << 8 | 255) >>> 0;
    return bit;
  };
  const ended = () => {
    for (let size = 0; ; size++) {
      const unit = 2 ** (32 - 8 * size), last = Math.ceil(low / unit) * unit;
      if (last <= high) return value == last && used - 4 + size == payload.length;
    }
  };
  while (running >>> 8 != check || !ended()) {
    if (at - begin >= LONGEST || used > payload.length + 4) damaged("no end");
    const symbol = symbolBy(decide, 36);
    running = hash(running, symbol + 1);
    if (escaped) decoded += String.fromCharCode(symbol == 127 ? 127 : symbol | 128), escaped = false;
    else if (symbol == 127) escaped = true;
    else decoded += String.fromCharCode(symbol);
  }
  return decodeURIComponent(escape(decoded));
}
