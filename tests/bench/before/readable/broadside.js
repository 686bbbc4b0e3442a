[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  field = next();
}
snap = x => Math.floor(x * 65536) / 65536;
decimal = x => Math.round(x * 10) / 10;
hex = x => (x + 2 ** 32).toString(16).slice(-6);
WORDS_keys = ["tide", "ember", "echo", "murmur", "still", "orbit", "and"];
PAPERS_keys = ["News", "Night", "Riso", "Proof", "Moss"];
PAPERS_0 = [15722972, 1841946, 13120031, 1316380, 15328470, 15907152, 16052714, 2056127, 16734815, 16777215, 1118481, 10132122, 15133407, 2377007, 13661484];
WORDS_0_starts = [0, 4, 9, 13, 19, 24, 29, 32];
WORDS_0 = [4, 5, 6, 7, 7, 8, 9, 7, 10, 7, 11, 12, 13, 8, 14, 10, 8, 14, 10, 15, 4, 5, 16, 16, 13, 10, 9, 5, 4, 17, 18, 6];
texts_svg = ["wave", "whirl", "weather", "column", "t", "i", "d", "e", "m", "b", "r", "c", "h", "o", "u", "s", "l", "a", "n"];
texts_traits = ["wave", "whirl", "weather", "column", "t", "i", "d", "e", "m", "b", "r", "c", "h", "o", "u", "s", "l", "a", "n"];
sin = x => {
  let t_1;
  t_1 = _wave(snap(x * 21361415 / 32768) - 1024);
  return snap((t_1 + .5) / 65536);
};
_wave = t2 => {
  let v, w, s;
  v = 1024 - Math.abs((t2 % 4096 + 4096) % 4096 - 2048);
  w = snap(v / 512);
  s = snap(w * w);
  return snap(v * (snap(s * (snap(s * (snap(s * 71 / 16384) - 10411/32768)) + 169317/16384)) - 3294187/32768));
};
_fade = t2 => {
  return snap(snap(snap(t2 * t2) * t2) * (snap(t2 * (t2 * 6 - 15)) + 10));
};
_slope2 = (n, x, y) => {
  let h;
  h = Math.imul(n, -1028477379);
  return x * (h >> 16) + y * (h & 65535);
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
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 1400\">";
while (true) {
  w = next();
  t_1 = w & 7;
  if (t_1 < 7) {
    break;
  }
}
t = "[{\"trait_type\":\"Word\",\"value\":\"";
t += WORDS_keys[t_1];
t += "\"}";
while (true) {
  w_1 = next();
  t_3 = w_1 & 15;
  if (t_3 < 13) {
    break;
  }
}
t_4 = +(t_3 > 3) + +(t_3 > 6) + +(t_3 > 9) + +(t_3 > 10);
t += ",{\"trait_type\":\"Paper\",\"value\":\"";
t += PAPERS_keys[t_4];
ink = PAPERS_0[t_4 * 3 + 1];
second = PAPERS_0[t_4 * 3 + 2];
t += "\"}";
while (true) {
  w_2 = next();
  t_5 = w_2 & 15;
  if (t_5 < 10) {
    break;
  }
}
t_6 = +(t_5 > 2) + +(t_5 > 4) + +(t_5 > 7);
t += ",{\"trait_type\":\"Setting\",\"value\":\"";
t += texts_traits[t_6];
t += "\"}";
while (true) {
  w_3 = next();
  t_7 = w_3 & 31;
  if (t_7 < 17) {
    break;
  }
}
t_8 = t_7 + 18;
t += ",{\"trait_type\":\"Rows\",\"value\":";
t += t_8;
w_4 = next();
o += "<rect width=\"1000\" height=\"1400\" fill=\"";
o += `#${hex(PAPERS_0[t_4 * 3])}`;
size = snap(1120 / t_8);
across = t_8 * 4200 / 3360 | 0;
slant = snap((w_4 >>> 16) * 39321 / 2147483648) - 39321/65536;
o += "\"/>";
for (row = 0; row < t_8; row++) {
  for (column = 0; column < across; column++) {
    u = snap((column + .5) / across);
    v = snap((row + .5) / t_8);
    if (!t_6) {
      t_12 = sin(snap(u * 205887 / 32768));
      t_21 = sin(snap((v * 2 + snap(slant * u) + snap(t_12 * 22937 / 65536)) * 205887 / 32768));
      t_10 = snap(t_21 / 2) + .5;
    } else {
      if (t_6 == 1) {
        x = u - .5;
        y = snap((v - .5) * 87379 / 65536);
        t2 = _wave(snap(((snap(x * x) + snap(y * y)) * 26 + snap(slant * (x + y) * 3) * 4) * 21361415 / 32768));
        t_10 = snap(snap((t2 + .5) / 65536) / 2) + .5;
      } else {
        if (t_6 == 3) {
          t_23 = sin(snap((v + slant) * 205887 / 32768));
          t_10 = Math.max(1 - Math.abs(u - .5 - snap(t_23 / 4)) * 5, 0);
        } else {
          x_2 = u * 3;
          y_1 = v * 4 + slant;
          i = Math.floor(x_2);
          j = Math.floor(y_1);
          a2 = x_2 - i;
          b2 = y_1 - j;
          t_26 = field;
          n = Math.imul(i, -1640531535) + t_26 | 0;
          m = Math.imul(j, -2048144777);
          n_2 = n - 1640531535 | 0;
          n_4 = m - 2048144777 | 0;
          n0 = n ^ n >> 15;
          n1 = n_2 ^ n_2 >> 15;
          m0 = m ^ m >> 15;
          m1 = n_4 ^ n_4 >> 15;
          u_2 = _fade(a2);
          v_2 = _fade(b2);
          c2 = a2 - 1;
          d_1 = b2 - 1;
          s = _slope2(n0 ^ m0, a2, b2);
          t_20 = _slope2(n1 ^ m0, c2, b2);
          s += snap(u_2 * (t_20 - s));
          t_25 = _slope2(n0 ^ m1, a2, d_1);
          t_28 = _slope2(n1 ^ m1, c2, d_1);
          t_25 += snap(u_2 * (t_28 - t_25));
          t_10 = snap(snap((s + snap(v_2 * (t_25 - s)) - (b2 - v_2) * 32768) * 3 / 65536) * 13107 / 16384) + .5;
        }
      }
    }
    if (t_10 > 2621/65536) {
      t_29 = snap(snap(t_10 * t_10) * 78643 / 65536) - 13107/65536;
      if (t_29 <= 0) {
        t_11 = ink;
      } else {
        if (t_29 >= 1) {
          t_11 = second;
        } else {
          [la, aa, ba] = _to_oklab(ink);
          [lb, ab, bb] = _to_oklab(second);
          light = la + snap((lb - la) * t_29);
          a_2 = aa + snap((ab - aa) * t_29);
          b_2 = ba + snap((bb - ba) * t_29);
          x_3 = (light + snap(a_2 * 12987 / 32768) + snap(b_2 * 7071 / 32768)) * 32;
          long = snap(snap(x_3 * x_3) * x_3);
          x_4 = (light - snap(a_2 * 3459 / 32768) - snap(b_2 * 523 / 8192)) * 32;
          medium = snap(snap(x_4 * x_4) * x_4);
          x_5 = (light - snap(a_2 * 733 / 8192) - snap(b_2 * 42319 / 32768)) * 32;
          short = snap(snap(x_5 * x_5) * x_5);
          n_5 = _encoded(snap(long * 267173 / 65536) - snap(medium * 108387 / 32768) + snap(short * 473 / 2048));
          n_6 = _encoded(snap(medium * 171033 / 65536) - snap(long * 10391 / 8192) - snap(short * 699 / 2048));
          n_7 = _encoded(snap(short * 55955 / 32768) - snap(long * 137 / 32768) - snap(medium * 46099 / 65536));
          t_11 = Math.max(Math.min(n_5, 255), 0) * 65536 | Math.max(Math.min(n_6, 255), 0) * 256 | Math.max(Math.min(n_7, 255), 0);
        }
      }
      o += "<text x=\"";
      o += decimal(u * 840 + 80);
      o += "\" y=\"";
      o += decimal(v * 1120 + 90 + snap(size * 4915 / 16384));
      o += "\" font-size=\"";
      o += decimal(snap(size * (snap(t_10 * 37683 / 32768) + .25)));
      o += "\" text-anchor=\"middle\" font-family=\"monospace\" fill=\"";
      o += `#${hex(t_11)}`;
      common = WORDS_0_starts[t_1];
      o += "\">";
      o += texts_svg[WORDS_0[common + ((column + row * (t_6 == 3 ? 1 : 2)) % (WORDS_0_starts[t_1 + 1] - common) + WORDS_0_starts[t_1 + 1] - common) % (WORDS_0_starts[t_1 + 1] - common)]];
      o += "</text>";
    }
  }
}
o += "<line x1=\"80\" y1=\"1268\" x2=\"920\" y2=\"1268\" stroke=\"";
o += `#${hex(ink)}`;
o += "\" stroke-width=\"2\"/><text x=\"80\" y=\"1310\" font-size=\"26\" font-family=\"serif\" fill=\"";
o += `#${hex(ink)}`;
o += "\">";
o += t_8;
o += " × ";
o += across;
o += "</text><text x=\"920\" y=\"1310\" font-size=\"26\" text-anchor=\"end\" font-family=\"serif\" fill=\"";
o += `#${hex(second)}`;
o += "\">";
o += texts_svg[t_6];
o += "</text></svg>";
t += "}";
t += "]";