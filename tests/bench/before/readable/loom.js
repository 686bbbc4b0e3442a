[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  next();
}
snap = x => Math.floor(x * 65536) / 65536;
decimal = x => Math.round(x * 100) / 100;
hex = x => (x + 2 ** 32).toString(16).slice(-6);
THREADS_keys = ["Indigo", "Madder", "Weld", "Coal", "Lichen"];
THREADS_0 = [15920609, 2308443, 4222606, 13129021, 16050652, 9187129, 12741968, 1914199, 16511961, 12092939, 7041116, 3812921, 1710621, 14275783, 9279918, 15696724, 15659236, 5405039, 8694156, 12339017];
RULES = [30, 45, 54, 60, 73, 90, 105, 110, 126, 150, 182];
texts_traits = ["one", "mirror", "strewn"];
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
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 1200\">";
while (true) {
  w = next();
  t_1 = w & 15;
  if (t_1 < 14) {
    break;
  }
}
t_2 = +(t_1 > 3) + +(t_1 > 6) + +(t_1 > 8) + +(t_1 > 10);
t = "[{\"trait_type\":\"Thread\",\"value\":\"";
t += THREADS_keys[t_2];
cloth = THREADS_0[t_2 * 4];
warp = THREADS_0[t_2 * 4 + 1];
t += "\"}";
while (true) {
  w_1 = next();
  t_3 = w_1 & 15;
  if (t_3 < 11) {
    break;
  }
}
common = RULES[t_3];
t += ",{\"trait_type\":\"Rule\",\"value\":";
t += common;
t += "}";
while (true) {
  w_2 = next();
  t_5 = w_2 & 7;
  if (t_5 < 7) {
    break;
  }
}
t_6 = +(t_5 > 1) + +(t_5 > 4);
t += ",{\"trait_type\":\"Start\",\"value\":\"";
t += texts_traits[t_6];
cells = Array(61).fill(0);
age = Array(61).fill(0);
if (!t_6) {
  cells[30] = 1;
} else {
  for (i_1 = 0; i_1 < 31; i_1++) {
    w_3 = next();
    if ((w_3 >>> 16) / 65536 < (t_6 == 2 ? .5 : .25)) {
      cells[i_1] = 1;
    }
    t_22 = t_6 == 1;
    if (!t_22) {
      w_4 = next();
      t_22 = w_4 >>> 16 < 32768;
    }
    if (t_22) {
      t_23 = cells[i_1];
      cells[60 - i_1] = t_23;
    }
  }
}
o += "<rect width=\"1000\" height=\"1200\" fill=\"";
o += `#${hex(cloth)}`;
o += "\"/>";
for (i = 0; i < 61; i++) {
  t_9 = blend(cloth, warp, 13107/65536);
  common_1 = i * 13 + 110;
  o += "<line x1=\"";
  o += decimal(common_1);
  o += "\" y1=\"80\" x2=\"";
  o += decimal(common_1);
  o += "\" y2=\"1120\" stroke=\"";
  o += `#${hex(t_9)}`;
  o += "\" stroke-width=\"1\"/>";
}
weft = THREADS_0[t_2 * 4 + 2];
knot = THREADS_0[t_2 * 4 + 3];
for (row = 0; row < 76; row++) {
  for (i = 0; i < 61; i++) {
    t_10 = cells[i];
    if (t_10 == 1) {
      t_11 = age[i];
      t_12 = t_11 + 1 | 0;
    } else {
      t_12 = 0;
    }
    age[i] = t_12;
  }
  run = 0;
  y = row * 13 + 106;
  for (i = 0; i < 61; i++) {
    t_13 = cells[i];
    run = t_13 == 1 ? run + 1 | 0 : 0;
    t_16 = run > 0;
    if (t_16) {
      t_15 = i == 60;
      if (!t_15) {
        t_14 = cells[i + 1];
        t_15 = t_14 == 0;
      }
      t_16 = t_15;
    }
    if (t_16) {
      t_18 = run == 1;
      if (t_18) {
        t_17 = age[i];
        t_18 = t_17 > 2;
      }
      if (t_18) {
        t_20 = knot;
      } else {
        t_20 = blend(weft, warp, Math.min(snap(run / 6), 1));
      }
      o += "<rect x=\"";
      o += (i - run + 1) * 13 + 104 | 0;
      o += "\" y=\"";
      o += y + 1;
      o += "\" width=\"";
      o += run * 13 - 1 | 0;
      o += "\" height=\"10\" rx=\"5\" fill=\"";
      o += `#${hex(t_20)}`;
      o += "\"/>";
    }
  }
  start_2 = cells[0];
  left = cells[60];
  for (i_2 = 0; i_2 < 61; i_2++) {
    if (i_2 == 60) {
      t_27 = start_2;
    } else {
      t_27 = cells[i_2 + 1];
    }
    own = cells[i_2];
    cells[i_2] = common >> (left << 2) + (own << 1) + t_27 & 1;
    left = own;
  }
}
o += "<rect x=\"60\" y=\"60\" width=\"880\" height=\"1080\" fill=\"none\" stroke=\"";
o += `#${hex(warp)}`;
o += "\" stroke-width=\"3\"/></svg>";
t += "\"}";
t += "]";