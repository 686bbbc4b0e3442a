[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  field = next();
}
snap = x => Math.floor(x * 65536) / 65536;
decimal = x => Math.round(x * 10) / 10;
hex = x => (x + 2 ** 32).toString(16).slice(-6);
SHORES_keys = ["Dungeness", "Reykjanes", "Nice", "Rosso", "Moonlit"];
SHORES_0_0 = ["e9dcc3", "23262b", "e4e8ea", "f1e3d5", "10182b"];
SHORES_0_1 = [9203543, 11901562, 6249045, 14206883, 10638394, 3817287, 5660006, 9147548, 3038818, 13225939, 10465981, 13226968, 7309205, 15922421, 11773336, 11748652, 14254420, 8204072, 15317386, 5980472, 2834275, 5073559, 9677257, 1779523, 14279406];
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
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 1000\">";
while (true) {
  w = next();
  t_1 = w & 15;
  if (t_1 < 13) {
    break;
  }
}
t_2 = +(t_1 > 3) + +(t_1 > 6) + +(t_1 > 9) + +(t_1 > 11);
t = "[{\"trait_type\":\"Shore\",\"value\":\"";
t += SHORES_keys[t_2];
t += "\"}";
while (true) {
  w_1 = next();
  t_3 = w_1 & 127;
  if (t_3 < 81) {
    break;
  }
}
t_4 = t_3 + 50;
t += ",{\"trait_type\":\"Largest\",\"value\":";
t += t_4;
w_2 = next();
t_5 = w_2 >>> 16 < 26214;
t += "},{\"trait_type\":\"Tide\",\"value\":\"";
if (t_5) {
  t += "Yes";
} else {
  t += "No";
}
w_3 = next();
t_6 = snap((w_3 >>> 16) * 13107 / 2147483648);
t += "\"},{\"trait_type\":\"Veined\",\"value\":";
t += decimal(t_6);
xs = Array(260).fill(0);
ys = Array(260).fill(0);
radii = Array(260).fill(0);
o += "<rect width=\"1000\" height=\"1000\" fill=\"";
o += `#${SHORES_0_0[t_2]}`;
count = 0;
o += "\"/>";
t += "}";
for (attempt = 0; attempt < 900; attempt++) {
  w_4 = next();
  w_5 = next();
  x = (w_4 >>> 16) * 115 / 8192 + 40;
  y = (w_5 >>> 16) * 115 / 8192 + 40;
  room = Math.min(x - 30, 970 - x, y - 30, 970 - y, t_4 - snap(attempt / 9));
  for (i = 0; i < count; i++) {
    t_12 = xs[i];
    t_13 = ys[i];
    x_1 = x - t_12;
    y_1 = y - t_13;
    largest_1 = Math.max(Math.abs(x_1), Math.abs(y_1));
    if (largest_1 < 1) {
      x_1 *= 512;
      y_1 *= 512;
      t_14 = snap(snap(Math.sqrt(snap(x_1 * x_1) + snap(y_1 * y_1))) / 512);
    } else {
      if (largest_1 < 720) {
        t_14 = snap(Math.sqrt(snap(x_1 * x_1) + snap(y_1 * y_1)));
      } else {
        x_1 = snap(x_1 / 128);
        y_1 = snap(y_1 / 128);
        t_14 = snap(Math.sqrt(snap(x_1 * x_1) + snap(y_1 * y_1))) * 128;
      }
    }
    t_15 = radii[i];
    room = Math.min(room, t_14 - t_15 - 3);
    if (room < 7) {
      break;
    }
  }
  if (room >= 7 && count < 260) {
    xs[count] = x;
    ys[count] = y;
    radii[count] = room;
    count++;
    t_23 = t_5;
    if (t_5) {
      x_2 = snap(x / 300);
      i_1 = Math.floor(x_2);
      a2 = x_2 - i_1;
      t_26 = field;
      n = Math.imul(i_1, -1640531535) + t_26 | 0;
      n_2 = n - 1640531535 | 0;
      n0 = n ^ n >> 15;
      n1 = n_2 ^ n_2 >> 15;
      u = _fade(a2);
      c2 = a2 - 1;
      s = _slope2(n0, a2, .5);
      t_36 = _slope2(n1, c2, .5);
      s += snap(u * (t_36 - s));
      t2 = _slope2(n0 ^ 2048180640, a2, -.5);
      t_28 = _slope2(n1 ^ 2048180640, c2, -.5);
      t2 += snap(u * (t_28 - t2));
      t_23 = y + snap((s + snap((t2 - s) / 2)) * 3 / 65536) * 120 > 560;
    }
    while (true) {
      w_6 = next();
      t_24 = w_6 & 7;
      if (t_24 < 5) {
        break;
      }
    }
    a_1 = SHORES_0_1[t_2 * 5 + t_24];
    t_37 = t_23 ? .25 : 0;
    if (t_37 <= 0) {
      t_25 = a_1;
    } else {
      [la, aa, ba] = _to_oklab(a_1);
      light = la + snap(-la * t_37);
      a_2 = aa + snap(-aa * t_37);
      b_2 = ba + snap(-ba * t_37);
      x_3 = (light + snap(a_2 * 12987 / 32768) + snap(b_2 * 7071 / 32768)) * 32;
      long = snap(snap(x_3 * x_3) * x_3);
      x_4 = (light - snap(a_2 * 3459 / 32768) - snap(b_2 * 523 / 8192)) * 32;
      medium = snap(snap(x_4 * x_4) * x_4);
      x_5 = (light - snap(a_2 * 733 / 8192) - snap(b_2 * 42319 / 32768)) * 32;
      short = snap(snap(x_5 * x_5) * x_5);
      n_5 = _encoded(snap(long * 267173 / 65536) - snap(medium * 108387 / 32768) + snap(short * 473 / 2048));
      n_6 = _encoded(snap(medium * 171033 / 65536) - snap(long * 10391 / 8192) - snap(short * 699 / 2048));
      n_7 = _encoded(snap(short * 55955 / 32768) - snap(long * 137 / 32768) - snap(medium * 46099 / 65536));
      t_25 = Math.max(Math.min(n_5, 255), 0) * 65536 | Math.max(Math.min(n_6, 255), 0) * 256 | Math.max(Math.min(n_7, 255), 0);
    }
    w_7 = next();
    w_8 = next();
    flat = snap((w_7 >>> 16) * 11797 / 4294967296) + 53739/65536;
    o += "<g transform=\"translate(";
    o += decimal(x);
    o += " ";
    o += decimal(y);
    o += ") rotate(";
    o += decimal((w_8 >>> 16) * 45 / 16384);
    o += ")\"><ellipse cx=\"";
    o += decimal(snap(room * 983 / 32768));
    o += "\" cy=\"";
    o += decimal(snap(room * 4587 / 65536));
    o += "\" rx=\"";
    o += decimal(room);
    o += "\" ry=\"";
    o += decimal(snap(room * flat));
    o += "\" fill=\"#000000\" opacity=\"0.2\"/><ellipse cx=\"0\" cy=\"0\" rx=\"";
    o += decimal(room);
    o += "\" ry=\"";
    o += decimal(snap(room * flat));
    o += "\" fill=\"";
    o += `#${hex(t_25)}`;
    o += "\"/><ellipse cx=\"";
    o += decimal(snap(room * -14417 / 65536));
    o += "\" cy=\"";
    o += decimal(snap(room * -13107 / 65536));
    o += "\" rx=\"";
    o += decimal(snap(room / 2));
    o += "\" ry=\"";
    o += decimal(snap(room * 2949 / 8192));
    w_9 = next();
    o += "\" fill=\"#ffffff\" opacity=\"0.1\"/>";
    if ((w_9 >>> 16) / 65536 < t_6) {
      o += "<path fill=\"none\" stroke=\"#ffffff\" stroke-width=\"";
      o += decimal(Math.max(snap(room / 16), 1));
      w_10 = next();
      bend = snap((snap((w_10 >>> 16) * 13107 / 1073741824) - 13107/32768) * room);
      o += "\" opacity=\"0.6\" d=\"M";
      o += decimal(snap(room * -7045 / 8192));
      o += " ";
      o += decimal(snap(bend / 2));
      o += "Q0 ";
      o += decimal(-bend);
      o += " ";
      o += decimal(snap(room * 7045 / 8192));
      o += " ";
      o += decimal(snap(bend / 2));
      o += "\"/>";
    }
    o += "</g>";
  }
}
t += ",{\"trait_type\":\"Pebbles\",\"value\":";
t += count;
o += "</svg>";
t += "}";
t += "]";