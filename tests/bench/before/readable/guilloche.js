params = BigInt(`0x0` + S.slice(64));
(params >> 18n || Number(params & 15n) > 10 || Number(params >> 4n & 16383n) > 13108) && (() => { throw "the params are out of range" })();
[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  next();
}
snap = x => Math.floor(x * 65536) / 65536;
decimal = x => Math.round(x * 10) / 10;
hex = x => (x + 2 ** 32).toString(16).slice(-6);
NOTES_keys = ["Ten", "Twenty", "Fifty", "Hundred", "Specimen"];
NOTES_0 = [15659498, 1797980, 12735019, 1193019, 15986404, 3886235, 11022922, 2303050, 15854820, 9059090, 2846583, 3875858, 15331058, 5909106, 2062988, 2757688, 1316893, 14857818, 6271141, 16050898];
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
plate = (x, y, value, paper, ink) => {
  o += "<rect x=\"";
  o += x;
  o += "\" y=\"";
  o += y;
  o += "\" width=\"110\" height=\"70\" rx=\"8\" fill=\"";
  o += `#${hex(paper)}`;
  o += "\" stroke=\"";
  o += `#${hex(ink)}`;
  o += "\"/><text x=\"";
  o += x + 55;
  o += "\" y=\"";
  o += y + 49;
  o += "\" font-size=\"42\" text-anchor=\"middle\" font-family=\"serif\" fill=\"";
  o += `#${hex(ink)}`;
  o += "\">";
  o += value;
  o += "</text>";
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
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 800\">";
while (true) {
  w = next();
  t_1 = w & 15;
  if (t_1 < 15) {
    break;
  }
}
t_2 = +(t_1 > 4) + +(t_1 > 8) + +(t_1 > 11) + +(t_1 > 13);
t = "[{\"trait_type\":\"Note\",\"value\":\"";
t += NOTES_keys[t_2];
paper = NOTES_0[t_2 * 4];
first = NOTES_0[t_2 * 4 + 1];
second = NOTES_0[t_2 * 4 + 2];
dark = NOTES_0[t_2 * 4 + 3];
w_1 = next();
t_4 = (w_1 & 7) + 5;
t += "\"},{\"trait_type\":\"Lobes\",\"value\":";
t += t_4;
t += "}";
while (true) {
  w_2 = next();
  t_5 = w_2 & 3;
  if (t_5 < 3) {
    break;
  }
}
t_6 = t_5 + 1;
t += ",{\"trait_type\":\"Weave\",\"value\":";
t += t_6;
weave = t_6 * 2;
t_7 = (Number(params & 15n) + 8) % 11 + 14;
t += "},{\"trait_type\":\"Threads\",\"value\":";
t += t_7;
t_8 = ((Number(params >> 4n & 16383n) + 7865) % 13109 + 19660) / 65536;
t += "},{\"trait_type\":\"Depth\",\"value\":";
t += decimal(t_8);
t += "}";
while (true) {
  w_3 = next();
  t_9 = w_3 & 16777215;
  if (t_9 < 9e6) {
    break;
  }
}
number = t_9 + 1e6;
o += "<rect width=\"1200\" height=\"800\" fill=\"";
o += `#${hex(paper)}`;
o += "\"/>";
for (i = 0; i < 24; i++) {
  ink = blend(paper, first, 11141/32768);
  y = i * 30 + 55;
  phase = i * 983 / 4096;
  o += "<path fill=\"none\" stroke=\"";
  o += `#${hex(ink)}`;
  t_13 = sin(phase);
  o += "\" stroke-width=\"0.8\" d=\"M26 ";
  o += decimal(y + t_13 * 14);
  for (i_1 = 1; i_1 < 97; i_1++) {
    t_12 = snap(i_1 * 205887 / 32768 / 96);
    t_14 = sin(t_12 * t_4 + phase);
    t_15 = cos(snap(t_12 * weave / 2));
    o += "L";
    o += decimal(snap(i_1 * 1148 / 96) + 26);
    o += " ";
    o += decimal(y + snap(t_14 * t_15 * 14));
  }
  o += "\"/>";
}
o += "<g transform=\"translate(600 400)\"><circle cx=\"0\" cy=\"0\" r=\"338\" fill=\"";
o += `#${hex(paper)}`;
o += "\"/>";
for (layer = 0; layer < 3; layer++) {
  ink_1 = blend(first, second, layer / 2);
  lobes_2 = t_4 + layer * 2;
  threads_1 = t_7 - layer * 4;
  radius = 322 - layer * 92;
  depth_1 = t_8 + layer * 6553 / 65536;
  weave_2 = weave + layer * 2;
  for (thread = 0; thread < threads_1; thread++) {
    o += "<path fill=\"none\" stroke=\"";
    o += `#${hex(ink_1)}`;
    phase_1 = snap(thread * 205887 / 32768 / threads_1);
    o += "\" stroke-width=\"0.9\" d=\"";
    for (i_2 = 0; i_2 < 140; i_2++) {
      turn = snap(i_2 * 205887 / 32768 / 140);
      t_16 = cos(turn * lobes_2);
      t_17 = sin(snap(turn * (lobes_2 * weave_2) / 2) + phase_1);
      r = snap((1 - snap(t_16 * 4587 / 65536)) * radius * (1 - snap(depth_1 * (snap(t_17 / 2) + .5))));
      if (!i_2) {
        t_18 = sin(0);
        o += "M";
        o += decimal(snap(r * t_18));
        o += " ";
        o += decimal(-r);
      } else {
        t_20 = sin(turn);
        t_21 = cos(turn);
        o += "L";
        o += decimal(snap(r * t_20));
        o += " ";
        o += decimal(snap(-r * t_21));
      }
    }
    o += "Z\"/>";
  }
}
o += "<circle cx=\"0\" cy=\"0\" r=\"58\" fill=\"";
o += `#${hex(paper)}`;
o += "\" stroke=\"";
o += `#${hex(dark)}`;
o += "\" stroke-width=\"1.5\"/><circle cx=\"0\" cy=\"0\" r=\"53\" fill=\"none\" stroke=\"";
o += `#${hex(dark)}`;
o += "\" stroke-width=\"0.5\"/><text x=\"0\" y=\"17\" font-size=\"50\" text-anchor=\"middle\" font-family=\"serif\" fill=\"";
o += `#${hex(dark)}`;
o += "\">";
o += t_4 * weave;
o += "</text></g><rect x=\"18\" y=\"18\" width=\"1164\" height=\"764\" fill=\"none\" stroke=\"";
o += `#${hex(dark)}`;
o += "\" stroke-width=\"2\"/><rect x=\"25\" y=\"25\" width=\"1150\" height=\"750\" fill=\"none\" stroke=\"";
o += `#${hex(first)}`;
o += "\" stroke-width=\"0.7\"/>";
plate(46, 46, t_4 * weave, paper, dark);
plate(1044, 684, t_4 * weave, paper, dark);
o += "<text x=\"1150\" y=\"90\" font-size=\"30\" text-anchor=\"end\" font-family=\"monospace\" fill=\"";
o += `#${hex(second)}`;
o += "\">";
o += number;
o += "</text><text x=\"50\" y=\"748\" font-size=\"30\" font-family=\"monospace\" fill=\"";
o += `#${hex(second)}`;
o += "\">";
o += number;
o += "</text></svg>";
t += "]";