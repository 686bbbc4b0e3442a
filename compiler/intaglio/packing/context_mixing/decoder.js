// Primed context mixing, the decoder: (payload: Uint8Array, primer: string) => string. Throws an Error on damage.
//
// What `kernel.py` does, number for number: the model reads the primer, symbol by symbol of seven bits, then the
// arithmetic code decides each bit that the model predicts. Whole numbers only, below 2^53: the same in every engine.
// Read from the bottom.
(payload, primer) => {
  const CONTEXTS = 15, SLOT_BITS = 19, EMPTY = 98304, MATCHES = 3, INPUTS = 52, MIXERS = 3, SETS = 128, LEVELS = 33;
  const POINTER_BITS = 16, ONE_LETTER = 81, LONGEST = 131072, LEAST_MATCH = [12, 4, 10], MIXED = 32768;
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
  const squash = new Uint16Array(4096).fill(32768), stretch = new Int16Array(4096), rates = new Uint16Array(256), sureness = new Uint16Array(256);
  for (let k = 1, s = 2 ** 29; k < 2048; k++) {
    s += Math.floor(Math.floor(s * (2 ** 30 - s) / 2 ** 30) / 256);
    squash[2048 + k] = s >> 14;
    squash[2048 - k] = 65536 - squash[2048 + k];
  }
  squash[0] = squash[1];
  for (let place = 1, p = 0; p < 4096; stretch[p++] = place - 2048) while (place < 4095 && squash[place] >> 4 < p) place++;
  for (let n = 0; n < 256; n++) rates[n] = 65536 / (2 * n + 3), sureness[n] = 2048 * n / (n + 2);
  const guesses = new Uint16Array(CONTEXTS << 8).fill(32768), guessCounts = new Uint8Array(CONTEXTS << 8);
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
  // A slot has 8 bits of check, 8 of history below a leading one, 16 of probability; what is stored is its difference
  // from an empty one, so that what is never written is never touched.
  const slots = numbers(CONTEXTS << SLOT_BITS), counts = new Uint8Array(CONTEXTS << SLOT_BITS);
  const weights = numbers(MIXERS * SETS * INPUTS, 2500), blend = numbers(24 * MIXERS, 65536 / MIXERS);
  const maps = new Uint16Array((128 + 8192 + 2048) * LEVELS);
  for (let i = 0; i < maps.length; i++) maps[i] = squash[least(i % LEVELS * 128, 4095)];
  const trust = numbers(MATCHES * 1728, 49152), trustCounts = numbers(MATCHES * 1728), symbolTrust = numbers(MATCHES << 14, 49152);
  const pointers = numbers(MATCHES << POINTER_BITS), renamed = numbers(MATCHES << 7), renamedCounts = numbers(MATCHES << 7);
  for (let i = 0; i < renamed.length; i++) renamed[i] = i & 127;
  const follow = [0, 1, 2].map(k => ({ kind: [EXACT, RENAMED, MASKED][k], pointer: 0, matched: 0, missed: 0, expected: -1, how: 0, trusted: -1 }));

  // The text so far, from place 16 on, and what contexts are made from.
  const text = new Uint8Array(16 + 6 * primer.length + LONGEST), tokens = Array(16).fill(0), stack = [];
  const followers = numbers(128), pairFollowers = numbers(1 << 14);
  let at = 16, word = 0, lastWord = 0, length = 0, digits = 0, letter = 0, letter1 = 0, owner = 0, argument = 0, quote = 0;
  let skeleton = 0, punctuation = 0, statement = 0;

  const isDigit = c => c > 47 && c < 58;
  const isWord = c => c > 96 && c < 123 || c > 64 && c < 91 || isDigit(c) || c == 95 || c == 36;
  const isLetter = (place, c = text[place], before = text[place - 1]) =>
    isWord(c) && !isDigit(c) && !isWord(before) && before != 46 && (place + 1 >= at || !isWord(text[place + 1]));
  const isOne = c => length == 1 && !isDigit(c);
  const classes = numbers(128, 10).map((other, c) => isDigit(c) ? 2 : isWord(c) ? 1 : other);
  [".", "([{", ")]}", ",;", "\"'`", " <>", "="].forEach((held, n) => [...held].forEach(c => classes[c.charCodeAt()] = n + 3));
  const hashes = numbers(CONTEXTS), places = numbers(CONTEXTS), keys = numbers(CONTEXTS), inputs = numbers(INPUTS);

  const findContexts = () => {
    const c1 = text[at - 1], c2 = text[at - 2], c3 = text[at - 3], c4 = text[at - 4], c5 = text[at - 5];
    const four = c1 | c2 << 8 | c3 << 16 | c4 << 24;
    const tokens4 = hash(hash(tokens[0], tokens[1]), hash(hash(tokens[2], tokens[3]), word));
    [
      c1 | c2 << 8, c1 | c2 << 8 | c3 << 16, hash(four, c5), word, hash(hash(word, c1), owner), skeleton, punctuation,
      hash(tokens4, hash(tokens[4], tokens[5])), hash(owner, statement), hash(c1, followers[c1]),
      hash(owner, hash(skeleton & 0xFFFFFF, argument)), hash(hash(skeleton & 0xFFFF, letter), word),
      hash(16 * quote + least(digits, 3), c1), hash(c1 | c2 << 8, pairFollowers[c1 | c2 << 7]),
      hash(hash(letter, letter1), hash(tokens[0], word)),
    ].forEach((context, i) => hashes[i] = hash(context, i + 1));
  };

  // Past the symbol c: word, tokens, skeleton, quotes, brackets.
  const addToken = token => (tokens.unshift(token), tokens.pop());
  const step = (c, c1, c2) => {
    followers[c1] = followers[c1] << 8 & 0xFF00 | c;
    pairFollowers[c1 | c2 << 7] = pairFollowers[c1 | c2 << 7] << 8 & 0xFF00 | c;
    if (isWord(c)) {
      if (digits || isDigit(c) && !length) digits++;
      word = hash(word, c), length++;
    } else {
      if (isOne(c1)) letter1 = letter, letter = c1, addToken(ONE_LETTER);
      else if (length) addToken(word);
      if (length) lastWord = word;
      word = length = digits = 0;
      punctuation = punctuation << 8 | c;
      addToken(c);
    }
    statement = c == 40 || c == 44 || c == 59 ? 0 : hash(statement, isWord(c) ? 1 : c);
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

  // The keys of all contexts, for three bits of a symbol and then for four, and their slots for one of these. Slots for
  // the bits of one key lie side by side.
  const findKeys = symbol => {
    for (let i = 0; i < CONTEXTS; i++) {
      const h = Math.imul(hashes[i] + Math.imul(symbol, 0x9E3779B1) | 0, 0x2C1B3C6D);
      keys[i] = h ^ h >>> 15;
    }
  };
  const findSlots = node => {
    for (let i = 0; i < CONTEXTS; i++) {
      const key = keys[i], slot = (i << SLOT_BITS) + (key >>> 32 - SLOT_BITS ^ node);
      places[i] = slot;
      if ((slots[slot] ^ EMPTY) >>> 24 != (key & 255)) slots[slot] = key << 24, counts[slot] = 0;
    }
  };

  // What each context says of a bit, three times: by its history, by its probability, and by how sure that is.
  const askContexts = () => {
    for (let i = 0, n = 0; i < CONTEXTS; i++, n += 3) {
      const held = slots[places[i]] ^ EMPTY, history = held >> 16 & 255, chance = held & 65535, known = history != 1;
      inputs[n] = known ? stretch[guesses[i << 8 | history] >> 4] : 0;
      inputs[n + 1] = known ? stretch[chance >> 4] : 0;
      inputs[n + 2] = known ? Math.imul(chance - 32768, sureness[counts[places[i]]]) >> 16 : 0;
    }
  };

  // What the matches say. `level` is the first one's, `best` a number for the one that knows best.
  let level = 0, best = 0;
  const askMatches = (symbol, place) => {
    level = best = 0;
    for (let k = 0, n = 3 * CONTEXTS; k < MATCHES; k++, n += 2) {
      const match = follow[k], e = match.expected;
      match.trusted = -1;
      inputs[n] = inputs[n + 1] = 0;
      if (e < 0 || (e | 128) >> place + 1 != symbol) continue;
      const long = levelOf(match.matched), one = e >> place & 1, sign = one ? 1 : -1;
      match.trusted = 1728 * k + (long * 8 + (match.missed & 7)) * 8 + match.how;
      inputs[n] = sign * stretch[trust[match.trusted] >> 4];
      inputs[n + 1] = sign * most(stretch[symbolTrust[k << 14 | e << 7 | symbol] >> 4], 0);
      if (k == 0) level = 1 + least(long, 22);
      if (k < 2 && !best) best = 1024 - 512 * k + 2 * (1 + least(long, 22)) + one;
    }
  };

  // Three mixers with weights of their own circumstances, a blend of them, three maps that correct it.
  const clip = x => x > 2047 ? 2047 : x < -2047 ? -2047 : x;
  const dot = set => {
    let sum = 0;
    for (let i = 0; i < INPUTS; i++) sum = sum + Math.imul(weights[set + i], inputs[i]) | 0;
    return clip(sum >> 16);
  };
  const valueAt = (q, part) => maps[q] * (128 - part) + maps[q + 1] * part >> 7;
  const correct = (q, part, target) => {
    maps[q] += (target - maps[q]) * (128 - part) >> 11;
    maps[q + 1] += (target - maps[q + 1]) * part >> 11;
  };
  // Weights of a mixer that was so far from the bit. Below 5 none would change, for no input is beyond 2,047.
  const learnMixer = (set, output, target, rate) => {
    const error = (target - squash[output + 2048]) * rate >> 10;
    if (error > 4 || error < -4) for (let i = 0; i < INPUTS; i++) weights[set + i] += Math.imul(inputs[i], error) + 8192 >> 14;
  };
  const learnMatches = (symbol, place, bit) => {
    for (let k = 0; k < MATCHES; k++) {
      const match = follow[k], t = match.trusted, s = k << 14 | match.expected << 7 | symbol;
      if (t < 0) continue;
      const hit = (match.expected >> place & 1) == bit ? 65535 : 0;
      trust[t] += (hit - trust[t]) * rates[trustCounts[t] + 1] >> 15;
      trustCounts[t] = least(trustCounts[t] + 1, 250);
      symbolTrust[s] += (hit - symbolTrust[s]) * 1500 >> 15;
    }
  };
  const learnGuesses = target => {
    for (let i = 0; i < CONTEXTS; i++) {
      const g = i << 8 | (slots[places[i]] ^ EMPTY) >> 16 & 255;
      if ((g & 255) == 1) continue;
      guesses[g] += (target - guesses[g]) * rates[guessCounts[g] + 1] >> 15;
      guessCounts[g] = least(guessCounts[g] + 1, 250);
    }
  };
  const remember = bit => {
    for (let i = 0; i < CONTEXTS; i++) {
      const slot = places[i], held = slots[slot] ^ EMPTY, chance = held & 65535, count = counts[slot];
      let history = held >> 15 & 510 | bit;
      if (history > 255) history = history & 127 | 128;
      slots[slot] = (held & 0xFF000000 | history << 16 | chance + ((65535 * bit - chance) * rates[count] >> 15)) ^ EMPTY;
      counts[slot] = least(count + 1, 60);
    }
  };
  const predictAndLearn = (symbol, place, set1, set2, c1, rate, decide) => {
    askContexts();
    askMatches(symbol, place);
    inputs[INPUTS - 1] = 256;
    const set0 = INPUTS * symbol, dot0 = dot(set0), dot1 = dot(set1), dot2 = dot(set2), q = 3 * level;
    const mixed = 2048 + clip(Math.floor((blend[q] * dot0 + blend[q + 1] * dot1 + blend[q + 2] * dot2) / 65536));
    const step = mixed >> 7, part = mixed & 127;
    const map0 = symbol * LEVELS + step, map1 = (128 + (hash(c1, symbol) >>> 19)) * LEVELS + step, map2 = (8320 + best) * LEVELS + step;
    const p = squash[mixed] + valueAt(map0, part) + valueAt(map1, part) + valueAt(map2, part) >> 2;
    const bit = decide(least(most(p, 16), 65520), place), target = 65535 * bit, error = (target - squash[mixed]) * 16 >> 10;
    correct(map0, part, target), correct(map1, part, target), correct(map2, part, target);
    blend[q] += dot0 * error + 8192 >> 14;
    blend[q + 1] += dot1 * error + 8192 >> 14;
    blend[q + 2] += dot2 * error + 8192 >> 14;
    learnMixer(set0, dot0, target, rate), learnMixer(set1, dot1, target, rate), learnMixer(set2, dot2, target, rate);
    learnGuesses(target);
    learnMatches(symbol, place, bit);
    return bit;
  };

  // One symbol. Its bits are decided by `decide`, given the probability of a one and the bit's place. Without a speed of
  // learning they are only remembered.
  const symbolBy = (decide, speed) => {
    const c1 = text[at - 1], c2 = text[at - 2], rate = speed + Math.floor(6400 / (64 + at));
    const set1 = INPUTS * (SETS + 11 * classes[c1] + classes[c2]);
    const set2 = INPUTS * (2 * SETS + (quote ? 1 : 0) + 2 * least(length, 3));
    let symbol = 1, node = 1;
    findContexts();
    follow.forEach(expect);
    for (let place = 6; place >= 0; place--) {
      if (place == 6 || place == 3) findKeys(symbol), node = 1;
      findSlots(node);
      const bit = speed ? predictAndLearn(symbol, place, set1, set2, c1, rate, decide) : decide(0, place);
      remember(bit);
      symbol = symbol << 1 | bit, node = node << 1 | bit;
    }
    symbol &= 127;
    text[at++] = symbol;
    step(symbol, c1, c2);
    follow.forEach((match, k) => moveOn(match, k, symbol));
    return symbol;
  };

  // The primer, of which only the end is predicted.
  const symbols = [];
  for (const letter of unescape(encodeURIComponent(primer))) {
    const byte = letter.charCodeAt();
    if (byte > 126) symbols.push(127);
    symbols.push(byte & 127);
  }
  symbols.forEach((symbol, n) => symbolBy((p, place) => symbol >> place & 1, n < symbols.length - MIXED ? 0 : 220));

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
    const symbol = symbolBy(decide, 160);
    running = hash(running, symbol + 1);
    if (escaped) decoded += String.fromCharCode(symbol == 127 ? 127 : symbol | 128), escaped = false;
    else if (symbol == 127) escaped = true;
    else decoded += String.fromCharCode(symbol);
  }
  return decodeURIComponent(escape(decoded));
}
