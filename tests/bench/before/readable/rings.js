[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  field = next();
}
snap = x => Math.floor(x * 65536) / 65536;
decimal = x => Math.round(x * 10) / 10;
hex = x => (x + 2 ** 32).toString(16).slice(-6);
WOODS_keys = ["Larch", "Yew", "Ash", "Ebony", "Drowned"];
WOODS_0 = [15985369, 11884075, 15251576, 4860957, 15722460, 9383722, 14723192, 3022619, 15330534, 8153682, 14273968, 3748650, 14603718, 1907228, 8019016, 986382, 14673894, 2050644, 10273462, 1189678];
ring = (x, y, radius, year, width, ink, fill) => {
  let invariant_1, wild, invariant, i, common, c2, s, t_3, t_4, r, cx, cy;
  o += "<path fill=\"";
  o += `#${hex(fill)}`;
  o += "\" stroke=\"";
  o += `#${hex(ink)}`;
  o += "\" stroke-width=\"";
  o += decimal(width);
  invariant_1 = 1 - snap(radius / 424);
  wild = snap(radius * 901 / 8192);
  invariant = snap(year / 5);
  o += "\" d=\"";
  for (i = 0; i < 80; i++) {
    common = snap(i * 205887 / 32768 / 80);
    c2 = cos(common);
    s = sin(common);
    t_3 = noise3(snap(c2 * 1.5), snap(s * 1.5), snap(radius / 260));
    t_4 = noise3(c2 * 5, s * 5, invariant);
    r = radius + snap(wild * t_3) + t_4 * 5;
    cx = snap((x - 500) * invariant_1) + 500;
    cy = snap((y - 500) * invariant_1) + 500;
    if (!i) {
      o += "M";
      o += decimal(cx + r);
      o += " ";
      o += decimal(cy + snap(r * s));
    } else {
      o += "L";
      o += decimal(cx + snap(r * c2));
      o += " ";
      o += decimal(cy + snap(r * s));
    }
  }
  o += "Z\"/>";
};
blend = (a2, b2, t2) => {
  let la, aa, ba, lb, ab, bb, light, a_1, b_1, x, long, x_1, medium, x_2, short, n, n_1, n_2;
  if (t2 <= 0) {
    return a2;
  }
  if (t2 >= 1) {
    return b2;
  }
  [la, aa, ba] = _to_oklab(a2);
  [lb, ab, bb] = _to_oklab(b2);
  light = la + snap((lb - la) * t2);
  a_1 = aa + snap((ab - aa) * t2);
  b_1 = ba + snap((bb - ba) * t2);
  x = (light + snap(a_1 * 12987 / 32768) + snap(b_1 * 7071 / 32768)) * 32;
  long = snap(snap(x * x) * x);
  x_1 = (light - snap(a_1 * 3459 / 32768) - snap(b_1 * 523 / 8192)) * 32;
  medium = snap(snap(x_1 * x_1) * x_1);
  x_2 = (light - snap(a_1 * 733 / 8192) - snap(b_1 * 42319 / 32768)) * 32;
  short = snap(snap(x_2 * x_2) * x_2);
  n = _encoded(snap(long * 267173 / 65536) - snap(medium * 108387 / 32768) + snap(short * 473 / 2048));
  n_1 = _encoded(snap(medium * 171033 / 65536) - snap(long * 10391 / 8192) - snap(short * 699 / 2048));
  n_2 = _encoded(snap(short * 55955 / 32768) - snap(long * 137 / 32768) - snap(medium * 46099 / 65536));
  return Math.max(Math.min(n, 255), 0) * 65536 | Math.max(Math.min(n_1, 255), 0) * 256 | Math.max(Math.min(n_2, 255), 0);
};
noise2 = (x, y) => {
  let i, a2, t_1, n, m, n_2, n_4, n0, n1, m0, m1, u, c2, s, t_9, t2, t_11;
  i = Math.floor(x);
  a2 = x - i;
  t_1 = field;
  n = Math.imul(i, -1640531535) + t_1 | 0;
  m = Math.imul(Math.floor(y), -2048144777);
  n_2 = n - 1640531535 | 0;
  n_4 = m - 2048144777 | 0;
  n0 = n ^ n >> 15;
  n1 = n_2 ^ n_2 >> 15;
  m0 = m ^ m >> 15;
  m1 = n_4 ^ n_4 >> 15;
  u = _fade(a2);
  c2 = a2 - 1;
  s = _slope2(n0 ^ m0, a2, .5);
  t_9 = _slope2(n1 ^ m0, c2, .5);
  s += snap(u * (t_9 - s));
  t2 = _slope2(n0 ^ m1, a2, -.5);
  t_11 = _slope2(n1 ^ m1, c2, -.5);
  t2 += snap(u * (t_11 - t2));
  return snap((s + snap((t2 - s) / 2)) * 3 / 65536);
};
cos = x => {
  let t_1;
  t_1 = _wave(snap(x * 21361415 / 32768));
  return snap((t_1 + .5) / 65536);
};
sin = x => {
  let t_1;
  t_1 = _wave(snap(x * 21361415 / 32768) - 1024);
  return snap((t_1 + .5) / 65536);
};
noise3 = (x, y, z) => {
  let i, j, k, a2, b2, c2, t_1, n, m, p, n_2, n_4, n0, n1, m0, m1, u, v, w, near, n_6, far;
  i = Math.floor(x);
  j = Math.floor(y);
  k = Math.floor(z);
  a2 = x - i;
  b2 = y - j;
  c2 = z - k;
  t_1 = field;
  n = Math.imul(i, -1640531535) + t_1 | 0;
  m = Math.imul(j, -2048144777);
  p = Math.imul(k, 374761393);
  n_2 = n - 1640531535 | 0;
  n_4 = m - 2048144777 | 0;
  n0 = n ^ n >> 15;
  n1 = n_2 ^ n_2 >> 15;
  m0 = m ^ m >> 15;
  m1 = n_4 ^ n_4 >> 15;
  u = _fade(a2);
  v = _fade(b2);
  w = _fade(c2);
  near = _layer(n0, n1, m0, m1, p ^ p >> 15, a2, b2, c2, u, v);
  n_6 = p + 374761393 | 0;
  far = _layer(n0, n1, m0, m1, n_6 ^ n_6 >> 15, a2, b2, c2 - 1, u, v);
  return snap((near + snap(w * (far - near)) - (b2 - v + c2 - w) * 1024) * 45 / 32768);
};
_to_oklab = ink => {
  let r, g, b2, long, medium, short;
  r = _linear(ink >> 16);
  g = _linear(ink >> 8 & 255);
  b2 = _linear(ink & 255);
  long = pow(snap(r * 27015 / 65536) + snap(g * 35149 / 65536) + snap(b2 * 3371 / 65536), 21845/65536);
  medium = pow(snap(r * 13887 / 65536) + snap(g * 22305 / 32768) + snap(b2 * 3519 / 32768), 21845/65536);
  short = pow(snap(r * 2893 / 32768) + snap(g * 9231 / 32768) + snap(b2 * 20643 / 32768), 21845/65536);
  return [snap(long * 431 / 2048) + snap(medium * 26005 / 32768) - snap(short * 133 / 32768), snap(long * 64815 / 32768) - snap(medium * 19895 / 8192) + snap(short * 14765 / 32768), snap(long * 1697 / 65536) + snap(medium * 51299 / 65536) - snap(short * 52997 / 65536)];
};
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
_layer = (n0, n1, m0, m1, p, a2, b2, c2, u, v) => {
  let s, t_2, t2, t_4;
  s = _slope3(n0 ^ m0 ^ p, a2, b2, c2);
  t_2 = _slope3(n1 ^ m0 ^ p, a2 - 1, b2, c2);
  s += snap(u * (t_2 - s));
  t2 = _slope3(n0 ^ m1 ^ p, a2, b2 - 1, c2);
  t_4 = _slope3(n1 ^ m1 ^ p, a2 - 1, b2 - 1, c2);
  t2 += snap(u * (t_4 - t2));
  return s + snap(v * (t2 - s));
};
_linear = n => {
  let v, t_2;
  v = snap(n / 255);
  if (v < 1325/32768) {
    t_2 = snap(v * 65536 / 846725);
  } else {
    t_2 = pow(snap((v + 901/16384) * 16384 / 17285), 78643/32768);
  }
  return t_2;
};
_encoded = v => {
  let t_2, t_1;
  v = Math.max(Math.min(snap(v / 32768), 1), 0);
  if (v < 205/65536) {
    t_2 = snap(v * 846725 / 65536);
  } else {
    t_1 = pow(v, 13653/32768);
    t_2 = snap(t_1 * 17285 / 16384) - 901/16384;
  }
  return Math.floor(t_2 * 255 + .5);
};
_slope3 = (n, x, y, z) => {
  let h;
  h = Math.imul(n, -1028477379);
  return x * (h >> 21) + y * (h >> 10 & 2047) + z * (h & 2047);
};
pow = (x, y) => {
  let x_1, n, r, s, t2, n_1, f, h, p, t_2;
  if (x <= 0) {
    return 0;
  }
  x_1 = x;
  n = 0;
  if (x < 16) {
    x_1 = x * 65536;
    n = -16384;
  }
  if (x_1 < 1024) {
    x_1 *= 1024;
    n -= 10240;
  }
  if (x_1 < 32768) {
    x_1 *= 32;
    n -= 5120;
  }
  if (x_1 < 262144) {
    x_1 *= 8;
    n -= 3072;
  }
  if (x_1 < 524288) {
    x_1 *= 4;
    n -= 2048;
  } else {
    if (x_1 < 1048576) {
      x_1 *= 2;
      n -= 1024;
    }
  }
  r = snap((x_1 - 97184015999/65536) / snap((x_1 + 97184015999/65536) / 1024));
  s = snap(snap(r * r) / 65536);
  t2 = snap(y * (n + 20992 + snap(snap(r * (snap(s * (snap(s * 157017 / 65536) + 4032701/65536)) + 48408833/16384)) / 1024)));
  n_1 = Math.floor(snap(t2 / 1024));
  f = (t2 % 1024 + 1024) % 1024;
  h = snap(f / 128);
  p = snap(snap(f * snap((snap(f * (snap(h * (snap(h * (snap(h * 979 / 65536) + 9455/16384)) + 1872339/65536)) + 64468649/65536)) + 47632996427/16384) / 4096)) / 1024) + 1024;
  if (n_1 > 10) {
    t_2 = p * (1 << n_1 - 10);
  } else {
    t_2 = snap(p / (1 << 10 - n_1));
  }
  return t_2;
};
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 1000\">";
while (true) {
  w = next();
  t_1 = w & 15;
  if (t_1 < 13) {
    break;
  }
}
t_2 = +(t_1 > 3) + +(t_1 > 6) + +(t_1 > 9) + +(t_1 > 11);
t = "[{\"trait_type\":\"Wood\",\"value\":\"";
t += WOODS_keys[t_2];
paper = WOODS_0[t_2 * 4];
bark = WOODS_0[t_2 * 4 + 3];
t += "\"}";
while (true) {
  w_1 = next();
  t_3 = w_1 & 63;
  if (t_3 < 37) {
    break;
  }
}
t_4 = t_3 + 28;
t += ",{\"trait_type\":\"Years\",\"value\":";
t += t_4;
w_2 = next();
t_5 = snap((w_2 >>> 16) * 45875 / 4294967296) + 13107/65536;
t += "},{\"trait_type\":\"Leanness\",\"value\":";
t += decimal(t_5);
w_3 = next();
t_6 = w_3 >>> 16 < 13107;
t += "},{\"trait_type\":\"Fire\",\"value\":\"";
if (t_6) {
  t += "Yes";
} else {
  t += "No";
}
count_1 = t_4 >> 1;
mask_1 = count_1 - 1;
mask_1 |= mask_1 >> 1;
mask_1 |= mask_1 >> 2;
mask_1 |= mask_1 >> 4;
mask_1 = mask_1;
mask_1 = mask_1;
t += "\"}";
while (true) {
  w_4 = next();
  t_7 = w_4 & mask_1;
  if (t_7 < count_1) {
    break;
  }
}
w_5 = next();
w_6 = next();
x = (w_5 >>> 16) * 5 / 2048 + 420;
y = (w_6 >>> 16) * 5 / 2048 + 420;
o += "<rect width=\"1000\" height=\"1000\" fill=\"";
o += `#${hex(paper)}`;
o += "\"/>";
ring(x, y, 424, t_4, 6, bark, bark);
radius = 404;
heart = WOODS_0[t_2 * 4 + 1];
sap = WOODS_0[t_2 * 4 + 2];
fire = t_7 + (t_4 >> 2);
for (year = 0; year < t_4; year++) {
  age = 1 - snap(year / t_4);
  if (t_6 && year == fire) {
    t_11 = bark;
  } else {
    t_11 = blend(heart, sap, snap(age * age));
  }
  t_12 = blend(t_11, paper, snap(age / 2) + 10485/65536);
  ring(x, y, radius, t_4 - year, age * 2 + 78643/65536, t_11, t_12);
  t_13 = noise2(snap(year / 3), 7.5);
  radius -= snap(snap(snap(snap(396 / t_4) * (snap(t_5 * t_13) + 1)) * (snap(age / 2) + .5)) * 86507 / 65536);
  if (radius < 4) {
    break;
  }
}
o += "<path fill=\"none\" stroke=\"";
o += `#${hex(bark)}`;
w_7 = next();
turn = snap((w_7 >>> 16) * 205887 / 2147483648);
o += "\" stroke-width=\"2\" d=\"M";
o += decimal(x);
o += " ";
o += decimal(y);
while (true) {
  w_8 = next();
  t_15 = w_8 & 15;
  if (t_15 < 14) {
    break;
  }
}
for (i = 0; i < t_15 + 3; i++) {
  t_16 = noise2(i / 2, .5);
  turn += snap(t_16 * 4915 / 16384);
  t_17 = cos(turn);
  t_18 = sin(turn);
  x += t_17 * 26;
  y += t_18 * 26;
  o += "L";
  o += decimal(x);
  o += " ";
  o += decimal(y);
}
o += "\"/></svg>";
t += "]";