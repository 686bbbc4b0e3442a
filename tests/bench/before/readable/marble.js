P = new Uint32Array((R = this.R || [600, 600])[0] * R[1]);
[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  field = next();
}
snap = x => Math.floor(x * 65536) / 65536;
decimal = x => Math.round(x * 100) / 100;
STONES_keys = ["Carrara", "Verde", "Nero", "Rosso", "Lapis"];
STONES_0 = [16052974, 13224912, 5989488, 11570519, 928290, 3107663, 15331298, 13214247, 1052948, 2500654, 15722973, 13145662, 4854296, 9383724, 15982800, 14722136, 727885, 2050720, 15265013, 14856508];
fbm2 = (x, y) => {
  let total, strength, _, t_1;
  total = 0;
  strength = 1;
  for (_ = 0; _ < 3; _++) {
    t_1 = noise2(x, y);
    total += snap(strength * t_1);
    strength = snap(strength / 2);
    x = x * 2 + 142295/8192;
    y = y * 2 + 187105/32768;
  }
  return snap(total * 8192 / 9385);
};
noise2 = (x, y) => {
  let i, j, a2, b2, t_1, n, m, n_2, n_4, n0, n1, m0, m1, u, v, c2, d2, s, t_9, t2, t_11;
  i = Math.floor(x);
  j = Math.floor(y);
  a2 = x - i;
  b2 = y - j;
  t_1 = field;
  n = Math.imul(i, -1640531535) + t_1 | 0;
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
  t_9 = _slope2(n1 ^ m0, c2, b2);
  s += snap(u * (t_9 - s));
  t2 = _slope2(n0 ^ m1, a2, d2);
  t_11 = _slope2(n1 ^ m1, c2, d2);
  t2 += snap(u * (t_11 - t2));
  return snap((s + snap(v * (t2 - s)) - (b2 - v) * 32768) * 3 / 65536);
};
mix = (a2, b2, t2) => {
  let t_1, t_2, t_3;
  t2 = Math.max(Math.min(t2, 1), 0);
  t_1 = _between(a2 >> 16, b2 >> 16, t2);
  t_2 = _between(a2 >> 8 & 255, b2 >> 8 & 255, t2);
  t_3 = _between(a2 & 255, b2 & 255, t2);
  return (t_1 * 65536 | t_2 * 256 | t_3) & 16777215;
};
smoothstep = (b2, x) => {
  let t2;
  t2 = Math.min(snap(x / b2), 1);
  return snap(snap(t2 * t2) * (3 - t2 * 2));
};
_fade = t2 => {
  return snap(snap(snap(t2 * t2) * t2) * (snap(t2 * (t2 * 6 - 15)) + 10));
};
_slope2 = (n, x, y) => {
  let h;
  h = Math.imul(n, -1028477379);
  return x * (h >> 16) + y * (h & 65535);
};
_between = (a2, b2, t2) => {
  return a2 + Math.floor(t2 * (b2 - a2) + .5);
};
pixel_ = (cloud, column_pixels, gold, ground, t_3, t_4, t_5, tilt, vein, width_pixels, y_pixels) => {
  let x, common, common_1, t_7, u, t_11, v, t_12, mist, base, t_14, v_1, w_5, s, t_16, line, t_17, t_18, ink, ink_pixels;
  x = snap((column_pixels * 2 + 1) * 500 / width_pixels);
  common = snap(x / t_4);
  common_1 = snap(y_pixels / t_4);
  t_7 = fbm2(common, common_1);
  u = x + snap(t_3 * t_7);
  t_11 = fbm2(common + 5, common_1 + 9);
  v = y_pixels + snap(t_3 * t_11);
  t_12 = noise2(snap(u / 260), snap(v / 260));
  mist = t_12 + .5;
  base = mix(ground, cloud, mist);
  t_14 = noise2(snap(u / 190) + 7, snap(v / 190));
  v_1 = 1024 - Math.abs(((snap((snap((u + snap(tilt * v)) / 70) + t_14 * 4) * 21361415 / 32768) - 1024) % 4096 + 4096) % 4096 - 2048);
  w_5 = snap(v_1 / 512);
  s = snap(w_5 * w_5);
  t_16 = smoothstep(10485/65536, Math.abs(snap((snap(v_1 * (snap(s * (snap(s * (snap(s * 71 / 16384) - 10411/32768)) + 169317/16384)) - 3294187/32768)) + .5) / 65536)));
  line = 1 - t_16;
  t_17 = noise2(snap(u / 90), snap(v / 90) + 3);
  t_18 = smoothstep(2293/65536, Math.abs(t_17));
  ink = mix(base, vein, snap(line * .75) + snap(snap((1 - t_18) * 22937 / 65536) * mist));
  if (t_5 && line > 55705/65536) {
    ink_pixels = mix(ink, gold, snap((line - 55705/65536) * 432537 / 65536));
  } else {
    ink_pixels = ink;
  }
  return ink_pixels;
};
raster_ = (cloud, gold, ground, height_pixels, t_3, t_4, t_5, tilt, vein, width_pixels, pixels) => {
  let row_pixels, y_pixels, column_pixels, ink_;
  for (row_pixels = 0; row_pixels < height_pixels; row_pixels++) {
    y_pixels = snap((row_pixels * 2 + 1) * 500 / height_pixels);
    for (column_pixels = 0; column_pixels < width_pixels; column_pixels++) {
      ink_ = pixel_(cloud, column_pixels, gold, ground, t_3, t_4, t_5, tilt, vein, width_pixels, y_pixels);
      pixels[row_pixels * width_pixels + column_pixels] = ink_ >> 16 | ink_ & 65280 | ink_ << 16 | -1 << 24;
    }
  }
};
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 1000\">";
while (true) {
  w = next();
  t_1 = w & 7;
  if (t_1 < 5) {
    break;
  }
}
t = "[{\"trait_type\":\"Stone\",\"value\":\"";
t += STONES_keys[t_1];
w_1 = next();
t_3 = (w_1 >>> 16) * 5 / 2048 + 60;
t += "\"},{\"trait_type\":\"Bend\",\"value\":";
t += decimal(t_3);
w_2 = next();
t_4 = (w_2 >>> 16) * 15 / 4096 + 180;
t += "},{\"trait_type\":\"Grain\",\"value\":";
t += decimal(t_4);
w_3 = next();
t_5 = w_3 >>> 16 < 22937;
t += "},{\"trait_type\":\"Gilded\",\"value\":\"";
if (t_5) {
  t += "Yes";
} else {
  t += "No";
}
w_4 = next();
width_pixels = R[0];
height_pixels = R[1];
ground = STONES_0[t_1 * 4];
cloud = STONES_0[t_1 * 4 + 1];
vein = STONES_0[t_1 * 4 + 2];
gold = STONES_0[t_1 * 4 + 3];
tilt = (w_4 >>> 16) / 32768 - 1;
raster_(cloud, gold, ground, height_pixels, t_3, t_4, t_5, tilt, vein, width_pixels, P);
o += "</svg>";
t += "\"}";
t += "]";