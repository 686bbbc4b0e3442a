[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  field = next();
}
serial = () => named++;
named = 0;
snap = x => Math.floor(x * 65536) / 65536;
decimal = x => Math.round(x * 10) / 10;
hex = x => (x + 2 ** 32).toString(16).slice(-6);
HOURS_keys = ["Dawn", "Noon", "Dusk", "Night", "Winter"];
HOURS_0 = [2761776, 1512217, 16773560, 16233082, 6975408, 9067139, 4016747, 14256762, 2830134, 1316635, 16774857, 12575727, 3112897, 6266222, 2320447, 2056094, 2235426, 1183250, 16765562, 15228988, 5972312, 7023178, 3087674, 11024956, 1645604, 658448, 15660031, 5205941, 1320026, 1919583, 995128, 2776992, 3159098, 1645343, 16776690, 14673642, 9415101, 13226968, 7309206, 11125711];
arch = out => {
  o += "M";
  o += -out;
  o += " ";
  o += out + 1060;
  o += "L";
  o += -out;
  o += " 490C";
  o += -out;
  o += " 260 ";
  o += 120 - out;
  o += " ";
  o += 90 - out;
  o += " 300 ";
  o += decimal(out * -45875 / 32768);
  o += "C";
  o += out + 480;
  o += " ";
  o += 90 - out;
  o += " ";
  o += out + 600;
  o += " 260 ";
  o += out + 600;
  o += " 490L";
  o += out + 600;
  o += " ";
  o += out + 1060;
  o += "Z";
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
_free = (xs, ys, first, after, across, column, row, x, y, distance) => {
  let down, right, point, t_3, t_4, dx, dy;
  for (down = Math.max(row - 1, 0); down < row + 2; down++) {
    for (right = Math.max(column - 1, 0); right < Math.min(column + 2, across); right++) {
      point = first[down * across + right];
      while (point > 0) {
        t_3 = xs[point - 1];
        t_4 = ys[point - 1];
        dx = Math.abs(t_3 - x);
        dy = Math.abs(t_4 - y);
        if (dx < distance && dy < distance && snap(dx * dx) + snap(dy * dy) < snap(distance * distance)) {
          return !1;
        }
        point = after[point - 1];
      }
    }
  }
  return !0;
};
hypot = (x, y) => {
  let largest;
  largest = Math.max(Math.abs(x), Math.abs(y));
  if (largest < 1) {
    x *= 512;
    y *= 512;
    return snap(snap(Math.sqrt(snap(x * x) + snap(y * y))) / 512);
  }
  if (largest < 720) {
    return snap(Math.sqrt(snap(x * x) + snap(y * y)));
  }
  x = snap(x / 128);
  y = snap(y / 128);
  return snap(Math.sqrt(snap(x * x) + snap(y * y))) * 128;
};
noise2 = (x, y) => {
  let i, a2, t_1, n, m, n_2, n_4, n0, n1, m0, m1, u, c2, s, t_9, t2, t_11;
  i = Math.floor(x) | 0;
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
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 1200\">";
while (true) {
  w = next();
  t_1 = w & 15;
  if (t_1 < 12) {
    break;
  }
}
t_2 = +(t_1 > 2) + +(t_1 > 5) + +(t_1 > 8) + +(t_1 > 10);
t = "[{\"trait_type\":\"Hour\",\"value\":\"";
t += HOURS_keys[t_2];
w_1 = next();
t_3 = (w_1 >>> 16) * 15 / 32768 + 60;
t += "\"},{\"trait_type\":\"Pane\",\"value\":";
t += decimal(t_3);
w_2 = next();
t_4 = snap((w_2 >>> 16) * 26215 / 4294967296) + 6553/65536;
t += "},{\"trait_type\":\"Hills\",\"value\":";
t += decimal(t_4);
w_3 = next();
w_4 = next();
w_5 = next();
sun_x = (w_3 >>> 16) * 35 / 8192 + 160;
sun_y = (w_4 >>> 16) * 75 / 16384 + 190;
sun = (w_5 >>> 16) * 15 / 16384 + 50;
stone = HOURS_0[t_2 * 8];
lead = HOURS_0[t_2 * 8 + 1];
xs = Array(240).fill(0);
ys = Array(240).fill(0);
cell_xs = Array(24).fill(0);
cell_ys = Array(24).fill(0);
first = Array(240).fill(0);
after = Array(240).fill(0);
across = Math.floor(snap(600 / t_3)) + 1;
growing = Array(240).fill(0);
w_8 = next();
w_9 = next();
xs[0] = (w_8 >>> 16) * 75 / 16384 + 150;
ys[0] = (w_9 >>> 16) * 265 / 32768 + 265;
t_29 = ys[0];
t_30 = xs[0];
first[Math.imul(Math.floor(snap(t_29 / t_3)), across) + Math.floor(snap(t_30 / t_3)) | 0] = 1;
count_1 = 1;
open2 = 1;
t += "}";
while (open2 > 0 && count_1 < 240) {
  mask = open2 - 1;
  mask |= mask >> 1;
  mask |= mask >> 2;
  mask |= mask >> 4;
  mask |= mask >> 8;
  mask |= mask >> 16;
  while (true) {
    w_10 = next();
    t_31 = w_10 & mask;
    if (t_31 < open2) {
      break;
    }
  }
  grew = !1;
  for (attempt = 0; attempt < 24; attempt++) {
    w_11 = next();
    w_12 = next();
    u = (w_11 >>> 16) / 16384 - 2;
    v = (w_12 >>> 16) / 16384 - 2;
    t_34 = growing[t_31];
    t_35 = xs[t_34];
    t_36 = growing[t_31];
    t_37 = ys[t_36];
    x = t_35 + snap(u * t_3);
    y = t_37 + snap(v * t_3);
    t_38 = snap(u * u) + snap(v * v);
    if (t_38 >= 1 && t_38 <= 4 && x >= 0 && x < 600 && y >= 0 && y < 1060) {
      column = Math.floor(snap(x / t_3));
      row = Math.floor(snap(y / t_3));
      grew = _free(xs, ys, first, after, across, column, row, x, y, t_3);
      if (grew) {
        xs[count_1] = x;
        ys[count_1] = y;
        growing[open2] = count_1;
        t_47 = first[row * across + column];
        after[count_1] = t_47;
        count_1++;
        first[row * across + column] = count_1;
        open2 = open2 + 1 | 0;
        break;
      }
    }
  }
  if (!grew) {
    open2 = open2 - 1 | 0;
    t_48 = growing[open2];
    growing[t_31] = t_48;
  }
}
o += "<rect width=\"800\" height=\"1200\" fill=\"";
o += `#${hex(stone)}`;
t_13 = serial();
o += "\"/><clipPath id=\"c";
o += t_13;
o += "\"><path d=\"";
arch(0);
o += "\"/></clipPath><g transform=\"translate(100 70)\" clip-path=\"url(#c";
o += t_13;
o += ")\">";
for (i = 0; i < count_1; i++) {
  sides = Array(24).fill(0);
  new_xs = Array(24).fill(0);
  new_ys = Array(24).fill(0);
  x_1 = xs[i];
  y_1 = ys[i];
  corners_1 = 4;
  for (i_1 = 0; i_1 < 4; i_1++) {
    cell_xs[i_1] = !i_1 || i_1 == 3 ? 0 : 600;
    cell_ys[i_1] = i_1 < 2 ? 0 : 1060;
  }
  reach = 1660;
  for (turn = 1; turn < count_1 * 2; turn++) {
    other = !(turn & 1) ? i - (turn >> 1) : i + (turn + 1 >> 1);
    if (other >= 0 && other < count_1) {
      t_58 = xs[other];
      t_59 = ys[other];
      dx = t_58 - x_1;
      dy = t_59 - y_1;
      if (Math.abs(dx) < reach && Math.abs(dy) < reach) {
        away = hypot(dx, dy);
        if (away > 0 && away < reach) {
          cut = !1;
          for (i_1 = 0; i_1 < corners_1; i_1++) {
            t_61 = cell_xs[i_1];
            t_62 = cell_ys[i_1];
            sides[i_1] = snap(away / 2) - snap((t_61 - x_1) * snap(dx / away)) - snap((t_62 - y_1) * snap(dy / away));
            t_64 = cut;
            if (!cut) {
              t_63 = sides[i_1];
              t_64 = t_63 < 0;
            }
            cut = t_64;
          }
          if (cut) {
            made = 0;
            last = corners_1 - 1;
            for (i_2 = 0; i_2 < corners_1; i_2++) {
              t_69 = sides[last];
              t_81 = sides[i_2];
              if (t_69 < 0 != t_81 < 0 && made < 24) {
                t_92 = sides[last];
                t_93 = sides[last];
                t_94 = sides[i_2];
                t_56 = snap(t_92 / (t_93 - t_94));
                t_95 = cell_xs[last];
                t_96 = cell_xs[i_2];
                t_97 = cell_xs[last];
                t_98 = cell_ys[last];
                t_70 = cell_ys[i_2];
                t_71 = cell_ys[last];
                new_xs[made] = t_95 + snap((t_96 - t_97) * t_56);
                new_ys[made] = t_98 + snap((t_70 - t_71) * t_56);
                made++;
              }
              t_76 = sides[i_2];
              if (t_76 >= 0 && made < 24) {
                t_77 = cell_xs[i_2];
                t_78 = cell_ys[i_2];
                new_xs[made] = t_77;
                new_ys[made] = t_78;
                made++;
              }
              last = i_2;
            }
            for (i_2 = 0; i_2 < made; i_2++) {
              t_85 = new_xs[i_2];
              t_86 = new_ys[i_2];
              cell_xs[i_2] = t_85;
              cell_ys[i_2] = t_86;
            }
            corners_1 = made;
            reach = 0;
            for (i_1 = 0; i_1 < made; i_1++) {
              t_66 = cell_xs[i_1];
              t_67 = cell_ys[i_1];
              u_1 = Math.abs(t_66 - x_1);
              v_1 = Math.abs(t_67 - y_1);
              reach = Math.max(reach, Math.max(u_1, v_1) * 2 + snap(Math.min(u_1, v_1) * 6787 / 8192));
            }
          }
        }
      }
    }
  }
  x_2 = xs[i];
  y_2 = ys[i];
  far = hypot(x_2 - sun_x, y_2 - sun_y);
  if (y_2 > 910) {
    t_17 = blend(HOURS_0[t_2 * 8 + 7], HOURS_0[t_2 * 8 + 2], Math.max(13107/16384 - snap(Math.abs(x_2 - sun_x) / 160), 0));
  } else {
    t_106 = noise2(snap(x_2 / 190), 3.5);
    if (y_2 > t_106 * 200 + 770 - t_4 * 60) {
      t_17 = HOURS_0[t_2 * 8 + 6];
    } else {
      t_107 = noise2(snap(x_2 / 140), 7.5);
      if (y_2 > snap(t_4 * t_107 * 420) + 650) {
        t_17 = HOURS_0[t_2 * 8 + 5];
      } else {
        t_17 = blend(HOURS_0[t_2 * 8 + 3], HOURS_0[t_2 * 8 + 4], Math.max(Math.min(snap((far - sun) / 420), 1), 0));
      }
    }
  }
  w_6 = next();
  w_7 = next();
  ink = blend(t_17, w_6 >>> 16 < 32768 ? 16777215 : 0, snap((w_7 >>> 16) * 10485 / 4294967296));
  o += "<polygon fill=\"";
  o += `#${hex(ink)}`;
  o += "\" stroke=\"";
  o += `#${hex(lead)}`;
  t_21 = cell_xs[0];
  t_22 = cell_ys[0];
  o += "\" stroke-width=\"5\" stroke-linejoin=\"round\" points=\"";
  o += decimal(t_21);
  o += ",";
  o += decimal(t_22);
  for (t_23 = 1; t_23 < corners_1; t_23++) {
    t_24 = cell_xs[t_23];
    t_25 = cell_ys[t_23];
    o += " ";
    o += decimal(t_24);
    o += ",";
    o += decimal(t_25);
  }
  o += "\"/>";
}
o += "<circle cx=\"";
o += decimal(sun_x);
o += "\" cy=\"";
o += decimal(sun_y);
o += "\" r=\"";
o += decimal(sun);
common = HOURS_0[t_2 * 8 + 2];
o += "\" fill=\"";
o += `#${hex(common)}`;
o += "\" stroke=\"";
o += `#${hex(lead)}`;
t_26 = serial();
o += "\" stroke-width=\"5\"/><radialGradient id=\"g";
o += t_26;
o += "\" gradientUnits=\"userSpaceOnUse\" cx=\"";
o += decimal(sun_x);
o += "\" cy=\"";
o += decimal(sun_y);
o += "\" r=\"640\"><stop offset=\"0%\" stop-color=\"";
o += `#${hex(common)}`;
o += "\" stop-opacity=\"0.5\"/><stop offset=\"40%\" stop-color=\"";
o += `#${hex(common)}`;
o += "\" stop-opacity=\"0.1\"/><stop offset=\"100%\" stop-color=\"#000000\" stop-opacity=\"0.3\"/></radialGradient><rect x=\"0\" y=\"0\" width=\"600\" height=\"1060\" fill=\"url(#g";
o += t_26;
o += ")\"/>";
for (i = 0; i < 4; i++) {
  common_1 = i * 212 + 230;
  o += "<line x1=\"0\" y1=\"";
  o += decimal(common_1);
  o += "\" x2=\"600\" y2=\"";
  o += decimal(common_1);
  o += "\" stroke=\"";
  o += `#${hex(lead)}`;
  o += "\" stroke-width=\"4\"/>";
}
o += "</g><g transform=\"translate(100 70)\">";
for (i = 0; i < 3; i++) {
  if (!i) {
    t_28 = lead;
  } else {
    t_28 = blend(stone, 16777215, 13107/65536 - i * 983 / 16384);
  }
  o += "<path fill=\"none\" stroke=\"";
  o += `#${hex(t_28)}`;
  o += "\" stroke-width=\"";
  o += !i ? 12 : 3;
  o += "\" d=\"";
  arch(i * 20);
  o += "\"/>";
}
o += "</g></svg>";
t += "]";