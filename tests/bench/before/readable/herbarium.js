[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  next();
}
snap = x => Math.floor(x * 65536) / 65536;
decimal = x => Math.round(x * 10) / 10;
hex = x => (x + 2 ** 32).toString(16).slice(-6);
SHEETS_keys = ["Linen", "Slate", "Frost", "Midnight"];
SHEETS_0 = [15985884, 5004090, 8228693, 13129021, 3879979, 14672865, 4149066, 7311235, 5983114, 2830644, 15659507, 5203056, 8955053, 14263361, 2898500, 1515563, 9414026, 6262650, 15778140, 14210244];
HABITS_keys = ["broom", "shrub", "frond", "vetch"];
HABITS_0_starts = [0, 3, 6, 9, 13];
HABITS_0_0_starts = [0, 14, 28, 32, 52, 72, 76, 91, 106, 110, 123, 136, 149, 153];
HABITS_0_0 = [88, 61, 70, 91, 43, 88, 93, 70, 91, 45, 88, 93, 43, 88, 88, 61, 70, 91, 45, 88, 93, 70, 91, 43, 88, 93, 45, 88, 70, 61, 70, 70, 88, 61, 70, 45, 91, 91, 88, 93, 43, 88, 93, 43, 70, 91, 43, 70, 88, 93, 45, 88, 88, 61, 70, 43, 91, 91, 88, 93, 45, 88, 93, 45, 70, 91, 45, 70, 88, 93, 43, 88, 70, 61, 70, 70, 88, 61, 70, 91, 43, 76, 88, 93, 91, 45, 76, 88, 93, 70, 88, 88, 61, 70, 91, 43, 76, 88, 93, 70, 91, 45, 76, 88, 93, 88, 70, 61, 70, 70, 88, 61, 70, 91, 43, 76, 93, 70, 91, 45, 76, 93, 88, 88, 61, 70, 91, 43, 76, 93, 91, 45, 88, 93, 70, 88, 88, 61, 70, 91, 45, 76, 93, 91, 43, 88, 93, 70, 88, 70, 61, 70, 76];
texts_svg = ["Stellaria", "Umbra", "Caligo", "Filix", "Aurelia", "Vespera", "Hesperis", "Lunaria", "tarda", "nivalis", "incerta", "vulgaris", "obscura", "gracilis", "errans", "noctis"];
texts_traits = ["Stellaria", "Umbra", "Caligo", "Filix", "Aurelia", "Vespera", "Hesperis", "Lunaria", "tarda", "nivalis", "incerta", "vulgaris", "obscura", "gracilis", "errans", "noctis"];
lsystem = (word, rules, generations) => {
  let after, used, generation, length2, i, t_3, row, t_5, common, common_1, k, t_6;
  after = Array(2e3).fill(0);
  word[0] = 88;
  used = 1;
  for (generation = 0; generation < generations; generation++) {
    length2 = 0;
    for (i = 0; i < used; i++) {
      t_3 = word[i];
      row = _rule_for(rules, t_3);
      if (row < 0) {
        if (length2 < 2e3) {
          t_5 = word[i];
          after[length2] = t_5;
        }
        length2++;
      } else {
        common = HABITS_0_starts[rules] + row;
        common_1 = HABITS_0_0_starts[common];
        for (k = 2; k < HABITS_0_0_starts[common + 1] - common_1; k++) {
          if (length2 < 2e3) {
            after[length2] = HABITS_0_0[common_1 + k];
          }
          length2++;
        }
      }
      if (length2 > 2e3) {
        return used;
      }
    }
    used = length2;
    for (i = 0; i < length2; i++) {
      t_6 = after[i];
      word[i] = t_6;
    }
  }
  return used;
};
blend = (a2, b2, t2) => {
  let la, aa, ba, lb, ab, bb, light, a_1, b_1, x, long, x_1, medium, x_2, short, n, n_1, n_2;
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
_rule_for = (rules, letter) => {
  let found, row, common, common_1, i, mask, w, t_1, left;
  found = 0;
  row = -1;
  common = HABITS_0_starts[rules];
  common_1 = HABITS_0_starts[rules + 1] - common;
  for (i = 0; i < common_1; i++) {
    if (HABITS_0_0[HABITS_0_0_starts[common + i]] == letter) {
      found++;
      row = i;
    }
  }
  if (found > 1) {
    mask = found - 1;
    mask |= mask >> 1;
    mask |= mask >> 2;
    mask = mask;
    mask = mask;
    mask = mask;
    while (true) {
      w = next();
      t_1 = w & mask;
      if (t_1 < found) {
        break;
      }
    }
    left = t_1;
    for (i = 0; i < common_1; i++) {
      if (HABITS_0_0[HABITS_0_0_starts[common + i]] == letter) {
        if (!left) {
          return i;
        }
        left--;
      }
    }
  }
  return row;
};
sin = x => {
  let t_1;
  t_1 = _wave(snap(x * 21361415 / 32768) - 1024);
  return snap((t_1 + .5) / 65536);
};
cos = x => {
  let t_1;
  t_1 = _wave(snap(x * 21361415 / 32768));
  return snap((t_1 + .5) / 65536);
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
_wave = t2 => {
  let v, w, s;
  v = 1024 - Math.abs((t2 % 4096 + 4096) % 4096 - 2048);
  w = snap(v / 512);
  s = snap(w * w);
  return snap(v * (snap(s * (snap(s * (snap(s * 71 / 16384) - 10411/32768)) + 169317/16384)) - 3294187/32768));
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
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 1200\">";
while (true) {
  w = next();
  t_1 = w & 15;
  if (t_1 < 12) {
    break;
  }
}
t_2 = +(t_1 > 3) + +(t_1 > 6) + +(t_1 > 9);
t = "[{\"trait_type\":\"Sheet\",\"value\":\"";
t += SHEETS_keys[t_2];
paper = SHEETS_0[t_2 * 5];
ink = SHEETS_0[t_2 * 5 + 4];
w_1 = next();
t_4 = w_1 & 3;
t += "\"},{\"trait_type\":\"Habit\",\"value\":\"";
t += HABITS_keys[t_4];
w_2 = next();
t_5 = snap((w_2 >>> 16) * 7209 / 2147483648) + 4915/16384;
t += "\"},{\"trait_type\":\"Angle\",\"value\":";
t += decimal(t_5);
t += "}";
while (true) {
  w_3 = next();
  t_6 = w_3 & 7;
  if (t_6 < 6) {
    break;
  }
}
t_7 = t_6 + 3;
t += ",{\"trait_type\":\"Petals\",\"value\":";
t += t_7;
t += "}";
while (true) {
  w_4 = next();
  t_8 = w_4 & 3;
  if (t_8 < 3) {
    break;
  }
}
t_9 = t_8 + 6;
t += ",{\"trait_type\":\"Seasons\",\"value\":";
t += t_9;
w_5 = next();
w_6 = next();
genus = w_5 & 7;
kind = (w_6 & 7) + 8;
t += "},{\"trait_type\":\"Name\",\"value\":\"";
t += texts_traits[genus];
t += " ";
t += texts_traits[kind];
word = Array(2e3).fill(0);
used = lsystem(word, t_4, t_9);
heading = 0;
lefts = Array(64).fill(0);
tops = Array(64).fill(0);
turns = Array(64).fill(0);
x_1 = 0;
y = 0;
left_1 = 0;
top_1 = 0;
right_1 = 0;
bottom_1 = 0;
depth = 0;
for (i_1 = 0; i_1 < used; i_1++) {
  letter_1 = word[i_1];
  if (letter_1 == 70 || letter_1 == 71) {
    t_36 = sin(heading);
    t_37 = cos(heading);
    x_1 += t_36;
    y -= t_37;
    left_1 = Math.min(left_1, x_1);
    top_1 = Math.min(top_1, y);
    right_1 = Math.max(right_1, x_1);
    bottom_1 = Math.max(bottom_1, y);
  } else {
    if (letter_1 == 91) {
      if (depth < 64) {
        lefts[depth] = x_1;
        tops[depth] = y;
        turns[depth] = heading;
      }
      depth = depth + 1 | 0;
    } else {
      if (letter_1 == 93) {
        if (depth > 0 && depth < 65) {
          x_1 = lefts[depth - 1];
          y = tops[depth - 1];
          heading = turns[depth - 1];
        }
        depth = Math.max(depth - 1 | 0, 0);
      } else {
        heading += letter_1 == 43 ? -t_5 : letter_1 == 45 ? t_5 : 0;
      }
    }
  }
}
step = Math.min(snap(640 / Math.max(right_1 - left_1, 1)), snap(860 / (bottom_1 - top_1)));
o += "<rect width=\"900\" height=\"1200\" fill=\"";
o += `#${hex(paper)}`;
x_2 = 450 - snap(snap(step * (left_1 + right_1)) / 2);
y_1 = 990;
xs = Array(32).fill(0);
ys = Array(32).fill(0);
headings = Array(32).fill(0);
heading_1 = 0;
depth_1 = 0;
run = 0;
stem_1 = SHEETS_0[t_2 * 5 + 1];
leaf_1 = SHEETS_0[t_2 * 5 + 2];
blossom_1 = SHEETS_0[t_2 * 5 + 3];
o += "\"/>";
for (i_2 = 0; i_2 < used; i_2++) {
  letter_3 = word[i_2];
  if (letter_3 == 70) {
    run = run + 1 | 0;
  } else {
    if (run > 0) {
      w_7 = next();
      bend = heading_1 + snap((w_7 >>> 16) * 983 / 268435456) - 983/8192;
      t_60 = sin(heading_1);
      t_61 = cos(heading_1);
      far_x = x_2 + snap(step * run * t_60);
      far_y = y_1 - snap(step * run * t_61);
      o += "<path fill=\"none\" stroke=\"";
      o += `#${hex(stem_1)}`;
      o += "\" stroke-width=\"";
      o += decimal(Math.max(7 - depth_1 * 104857 / 65536, 1));
      o += "\" stroke-linecap=\"round\" d=\"M";
      o += decimal(x_2);
      o += " ";
      o += decimal(y_1);
      t_62 = sin(bend);
      t_63 = cos(bend);
      o += "Q";
      o += decimal(x_2 + snap(snap(step * run * t_62) / 2));
      o += " ";
      o += decimal(y_1 - snap(snap(step * run * t_63) / 2));
      o += " ";
      o += decimal(far_x);
      o += " ";
      o += decimal(far_y);
      x_2 = far_x;
      y_1 = far_y;
      run = 0;
      o += "\"/>";
    }
  }
  if (letter_3 == 43 || letter_3 == 45) {
    heading_1 += letter_3 == 45 ? t_5 : -t_5;
  } else {
    if (letter_3 == 91) {
      xs[depth_1] = x_2;
      ys[depth_1] = y_1;
      headings[depth_1] = heading_1;
      depth_1++;
    } else {
      if (letter_3 == 93) {
        x_2 = xs[depth_1 - 1];
        y_1 = ys[depth_1 - 1];
        heading_1 = headings[depth_1 - 1];
        depth_1--;
      } else {
        if (letter_3 == 76) {
          w_8 = next();
          w_9 = next();
          long = (w_9 >>> 16) * 9 / 32768 + 22;
          o += "<g transform=\"translate(";
          o += decimal(x_2);
          o += " ";
          o += decimal(y_1);
          o += ") rotate(";
          o += decimal(snap((heading_1 + snap((w_8 >>> 16) * 4915 / 536870912) - 4915/16384) * 469367 / 8192));
          o += ")\"><path fill=\"";
          o += `#${hex(leaf_1)}`;
          o += "\" opacity=\"0.8\" d=\"M0 0Q";
          o += decimal(snap(long * -29491 / 65536));
          o += " ";
          o += decimal(snap(long * -39321 / 65536));
          o += " 0 ";
          o += decimal(-long);
          o += "Q";
          o += decimal(snap(long * 29491 / 65536));
          o += " ";
          o += decimal(snap(long * -39321 / 65536));
          o += " 0 0\"/></g>";
        } else {
          if (letter_3 == 88) {
            w_10 = next();
            r = (w_10 >>> 16) / 16384 + 4;
            for (petal = 0; petal < t_7; petal++) {
              a2 = heading_1 + snap(petal * 205887 / 32768 / t_7);
              t_55 = sin(a2);
              t_56 = cos(a2);
              o += "<circle cx=\"";
              o += decimal(x_2 + snap(snap(r * 45875 / 65536) * t_55));
              o += "\" cy=\"";
              o += decimal(y_1 - snap(snap(r * 45875 / 65536) * t_56));
              o += "\" r=\"";
              o += decimal(snap(r / 2));
              o += "\" fill=\"";
              o += `#${hex(blossom_1)}`;
              o += "\" opacity=\"0.8\"/>";
            }
            o += "<circle cx=\"";
            o += decimal(x_2);
            o += "\" cy=\"";
            o += decimal(y_1);
            o += "\" r=\"";
            o += decimal(snap(r * 4915 / 16384));
            o += "\" fill=\"";
            o += `#${hex(paper)}`;
            o += "\"/>";
          }
        }
      }
    }
  }
}
t_18 = blend(paper, 16777215, 22937/65536);
o += "<rect x=\"520\" y=\"1040\" width=\"310\" height=\"96\" fill=\"";
o += `#${hex(t_18)}`;
o += "\" stroke=\"";
o += `#${hex(ink)}`;
o += "\"/><text x=\"540\" y=\"1084\" font-size=\"30\" font-family=\"serif\" fill=\"";
o += `#${hex(ink)}`;
o += "\">";
o += texts_svg[genus];
o += " ";
o += texts_svg[kind];
t_19 = blend(paper, ink, 45875/65536);
o += "</text><text x=\"540\" y=\"1114\" font-size=\"18\" font-family=\"serif\" fill=\"";
o += `#${hex(t_19)}`;
o += "\">";
o += used;
o += " letters, ";
o += t_7;
o += " petals</text></svg>";
t += "\"}";
t += "]";