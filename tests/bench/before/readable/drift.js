[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  field = next();
}
snap = x => Math.floor(x * 65536) / 65536;
decimal = x => Math.round(x * 100) / 100;
PALETTES_keys = ["Ember", "Moss"];
PALETTES_0 = "1b1b1ef26430f2c14e0b202740798c70a9a1".match(/.{6}/g);
_fade = t2 => {
  return snap(snap(snap(t2 * t2) * t2) * (snap(t2 * (t2 * 6 - 15)) + 10));
};
_slope2 = (n, x, y) => {
  let h;
  h = Math.imul(n, -1028477379);
  return x * (h >> 16) + y * (h & 65535);
};
_wave = t2 => {
  let v, w, s;
  v = 1024 - Math.abs((t2 % 4096 + 4096) % 4096 - 2048);
  w = snap(v / 512);
  s = snap(w * w);
  return snap(v * (snap(s * (snap(s * (snap(s * 71 / 16384) - 10411/32768)) + 169317/16384)) - 3294187/32768));
};
w = next();
t_2 = +((w & 3) > 2);
t = "[{\"trait_type\":\"Palette\",\"value\":\"";
t += PALETTES_keys[t_2];
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 1000\">";
t += "\"}";
while (true) {
  w_1 = next();
  t_3 = w_1 & 63;
  if (t_3 < 61) {
    break;
  }
}
t_4 = t_3 + 60;
t += ",{\"trait_type\":\"Strands\",\"value\":";
t += t_4;
o += "<rect width=\"1000\" height=\"1000\" fill=\"";
o += `#${PALETTES_0[t_2 * 3]}`;
o += "\"/>";
for (i = 0; i < t_4; i++) {
  w_2 = next();
  w_3 = next();
  x = (w_2 >>> 16) * 125 / 8192;
  y = (w_3 >>> 16) * 125 / 8192;
  o += "<path fill=\"none\" stroke=\"";
  o += `#${PALETTES_0[t_2 * 3 + (i & 1) + 1]}`;
  o += "\" stroke-width=\"1.5\" d=\"M";
  o += decimal(x);
  o += " ";
  o += decimal(y);
  for (_ = 0; _ < 40; _++) {
    x_1 = snap(x / 300);
    y_1 = snap(y / 300);
    i_1 = Math.floor(x_1);
    j = Math.floor(y_1);
    a2 = x_1 - i_1;
    b2 = y_1 - j;
    t_19 = field;
    n = Math.imul(i_1, -1640531535) + t_19 | 0;
    m = Math.imul(j, -2048144777);
    n_2 = n - 1640531535 | 0;
    n_4 = m - 2048144777 | 0;
    n0 = n ^ n >> 15;
    n1 = n_2 ^ n_2 >> 15;
    m0 = m ^ m >> 15;
    m1 = n_4 ^ n_4 >> 15;
    u = _fade(a2);
    v = _fade(b2);
    c2 = a2 - 1;
    d2 = b2 - 1;
    s = _slope2(n0 ^ m0, a2, b2);
    t_12 = _slope2(n1 ^ m0, c2, b2);
    s += snap(u * (t_12 - s));
    t2 = _slope2(n0 ^ m1, a2, d2);
    t_21 = _slope2(n1 ^ m1, c2, d2);
    t2 += snap(u * (t_21 - t2));
    turn = snap(snap((s + snap(v * (t2 - s)) - (b2 - v) * 32768) * 3 / 65536) * 205887 / 32768);
    t_13 = _wave(snap(turn * 21361415 / 32768));
    x += snap((t_13 + .5) / 65536) * 6;
    t_14 = _wave(snap(turn * 21361415 / 32768) - 1024);
    y += snap((t_14 + .5) / 65536) * 6;
    o += "L";
    o += decimal(x);
    o += " ";
    o += decimal(y);
  }
  o += "\"/>";
}
o += "</svg>";
t += "}";
t += "]";