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
CULTURES_keys = ["Rose", "Penicillium", "Cobalt", "Saffron", "Night"];
CULTURES_0 = [15919588, 16512754, 15316912, 11022922, 15199202, 16250604, 12175781, 3104080, 15133166, 16185336, 11124704, 1916815, 15788248, 16644330, 15978362, 12736282, 1316379, 2040876, 4157304, 15918003];
STRAINS_keys = ["maze", "coral", "spots", "worms"];
STRAINS_0 = [2621, 3932, 10485, 3801, 4063, 6553, 1966, 3932, 22282, 3014, 4128, 13107];
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
_square = (left, top2, right, bottom, nw, ne, se, sw) => {
  let count, t_4;
  count = _side(0, left, top2, nw, right, top2, ne);
  count = _side(count, right, top2, ne, right, bottom, se);
  count = _side(count, right, bottom, se, left, bottom, sw);
  t_4 = _side(count, left, bottom, sw, left, top2, nw);
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
_side = (count, ax, ay, a2, bx, by, b2) => {
  let t2;
  if (a2 > 0) {
    _point(count, ax, ay);
    count++;
  }
  if (a2 > 0 && b2 <= 0 || a2 <= 0 && b2 > 0) {
    t2 = snap(a2 / (a2 - b2));
    _point(count, ax + snap((bx - ax) * t2), ay + snap((by - ay) * t2));
    count++;
  }
  return count;
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
_point = (count, x, y) => {
  if (!count) {
    o += "M";
    o += decimal(x);
    o += " ";
    o += decimal(y);
  } else {
    o += "L";
    o += decimal(x);
    o += " ";
    o += decimal(y);
  }
};
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 1000\">";
while (true) {
  w = next();
  t_1 = w & 15;
  if (t_1 < 14) {
    break;
  }
}
t_2 = +(t_1 > 2) + +(t_1 > 5) + +(t_1 > 8) + +(t_1 > 11);
t = "[{\"trait_type\":\"Culture\",\"value\":\"";
t += CULTURES_keys[t_2];
table = CULTURES_0[t_2 * 4];
dish = CULTURES_0[t_2 * 4 + 1];
heart = CULTURES_0[t_2 * 4 + 3];
w_1 = next();
t_4 = w_1 & 3;
t += "\"},{\"trait_type\":\"Strain\",\"value\":\"";
t += STRAINS_keys[t_4];
w_2 = next();
t_5 = snap((w_2 >>> 16) * 11797 / 4294967296) + 983/4096;
t += "\"},{\"trait_type\":\"Fineness\",\"value\":";
t += decimal(t_5);
u = Array(784).fill(0);
v = Array(784).fill(0);
bare = STRAINS_0[t_4 * 3 + 2] / 65536;
for (y = 0; y < 28; y++) {
  for (x = 0; x < 28; x++) {
    x_1 = t_5 * x;
    y_1 = t_5 * y;
    i_1 = Math.floor(x_1);
    j = Math.floor(y_1);
    a2 = x_1 - i_1;
    b2 = y_1 - j;
    t_17 = field;
    n = Math.imul(i_1, -1640531535) + t_17 | 0;
    m = Math.imul(j, -2048144777);
    n_2 = n - 1640531535 | 0;
    n_4 = m - 2048144777 | 0;
    n0 = n ^ n >> 15;
    n1 = n_2 ^ n_2 >> 15;
    m0 = m ^ m >> 15;
    m1 = n_4 ^ n_4 >> 15;
    u_1 = _fade(a2);
    v_1 = _fade(b2);
    c2 = a2 - 1;
    d2 = b2 - 1;
    s = _slope2(n0 ^ m0, a2, b2);
    t_27 = _slope2(n1 ^ m0, c2, b2);
    s += snap(u_1 * (t_27 - s));
    t2 = _slope2(n0 ^ m1, a2, d2);
    t_19 = _slope2(n1 ^ m1, c2, d2);
    t2 += snap(u_1 * (t_19 - t2));
    sown = snap((s + snap(v_1 * (t2 - s)) - (b2 - v_1) * 32768) * 3 / 65536) > bare;
    u[y * 28 + x] = sown ? 13107/32768 : 1;
    v[y * 28 + x] = sown ? .5 : 0;
  }
}
feed = STRAINS_0[t_4 * 3] / 65536;
kill = STRAINS_0[t_4 * 3 + 1] / 65536;
for (_ = 0; _ < 34; _++) {
  up = Array(28).fill(0);
  row = Array(29).fill(0);
  first = Array(28).fill(0);
  past = Array(28).fill(0);
  line = Array(29).fill(0);
  start = Array(28).fill(0);
  for (x_2 = 0; x_2 < 28; x_2++) {
    t_86 = u[x_2 + 756];
    t_29 = v[x_2 + 756];
    up[x_2] = t_86;
    past[x_2] = t_29;
    t_34 = u[x_2];
    t_35 = v[x_2];
    row[x_2] = t_34;
    line[x_2] = t_35;
    t_41 = u[x_2];
    t_42 = v[x_2];
    first[x_2] = t_41;
    start[x_2] = t_42;
  }
  for (y_2 = 0; y_2 < 28; y_2++) {
    left = row[27];
    trail = line[27];
    t_49 = row[0];
    t_51 = line[0];
    row[28] = t_49;
    line[28] = t_51;
    for (x_2 = 0; x_2 < 28; x_2++) {
      a_1 = row[x_2];
      b_1 = line[x_2];
      if (y_2 == 27) {
        t_62 = first[x_2];
      } else {
        t_62 = u[(y_2 + 1) * 28 + x_2];
      }
      if (y_2 == 27) {
        t_66 = start[x_2];
      } else {
        t_66 = v[(y_2 + 1) * 28 + x_2];
      }
      eaten = snap(snap(a_1 * b_1) * b_1);
      t_67 = row[x_2 + 1];
      t_68 = up[x_2];
      u[y_2 * 28 + x_2] = a_1 + snap((left + t_67 + t_68 + t_62 - a_1 * 4) * 819 / 16384) - eaten + snap(feed * (1 - a_1));
      t_69 = line[x_2 + 1];
      t_70 = past[x_2];
      v[y_2 * 28 + x_2] = b_1 + snap((trail + t_69 + t_70 + t_66 - b_1 * 4) * 819 / 32768) + eaten - snap((feed + kill) * b_1);
      left = a_1;
      up[x_2] = a_1;
      row[x_2] = t_62;
      trail = b_1;
      past[x_2] = b_1;
      line[x_2] = t_66;
    }
  }
}
o += "<rect width=\"1000\" height=\"1000\" fill=\"";
o += `#${hex(table)}`;
t_13 = blend(dish, 16777215, 13107/32768);
o += "\"/><circle cx=\"508\" cy=\"516\" r=\"446\" fill=\"#000000\" opacity=\"0.1\"/><circle cx=\"500\" cy=\"500\" r=\"446\" fill=\"";
o += `#${hex(t_13)}`;
t_14 = blend(table, heart, 4915/16384);
o += "\"/><circle cx=\"500\" cy=\"500\" r=\"430\" fill=\"";
o += `#${hex(dish)}`;
o += "\" stroke=\"";
o += `#${hex(t_14)}`;
t_15 = serial();
o += "\" stroke-width=\"2\"/><clipPath id=\"c";
o += t_15;
o += "\"><circle cx=\"500\" cy=\"500\" r=\"426\"/></clipPath><g clip-path=\"url(#c";
o += t_15;
edge = CULTURES_0[t_2 * 4 + 2];
o += ")\">";
for (i = 0; i < 5; i++) {
  t_16 = blend(edge, heart, i / 4);
  o += "<path fill=\"";
  o += `#${hex(t_16)}`;
  level = i * 983 / 16384 + 2621/32768;
  o += "\" d=\"";
  for (row_1 = 0; row_1 < 27; row_1++) {
    top2 = (row_1 << 5) + 70;
    bottom = (row_1 + 1 << 5) + 70;
    run = 0;
    t_88 = v[row_1 * 28];
    t_90 = v[(row_1 + 1) * 28];
    ne = t_88 - level;
    se = t_90 - level;
    for (column = 0; column < 28; column++) {
      nw = ne;
      sw = se;
      ne = -1;
      se = -1;
      if (column < 27) {
        t_92 = v[row_1 * 28 + column + 1];
        t_95 = v[(row_1 + 1) * 28 + column + 1];
        ne = t_92 - level;
        se = t_95 - level;
      }
      left_1 = (column << 5) + 70;
      whole = Math.min(nw, ne, se, sw) > 0 && column < 27;
      if (run > 0 && !whole) {
        _square(left_1 - run * 32, top2, left_1, bottom, 1, 1, 1, 1);
      }
      run = whole ? run + 1 | 0 : 0;
      if (!whole && Math.max(nw, ne, se, sw) > 0 && column < 27) {
        _square(left_1, top2, left_1 + 32, bottom, nw, ne, se, sw);
      }
    }
  }
  o += "\"/>";
}
o += "</g></svg>";
t += "}";
t += "]";