[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  next();
}
snap = x => Math.floor(x * 65536) / 65536;
decimal = x => Math.round(x * 10) / 10;
hex = x => (x + 2 ** 32).toString(16).slice(-6);
PALETTES_keys = ["Dusk", "Fog", "Noon", "Polar", "Rose"];
PALETTES_0 = [3354703, 15764061, 16767392, 1512223, 15222847, 12176326, 15986402, 16038210, 2044717, 13124154, 15785917, 16512486, 15225919, 1912912, 14916141, 794944, 4633512, 16183768, 463132, 16744298, 15646648, 16642274, 13912154, 3808315, 15769907];
at_47_16 = [-1, 1];
at_53_59 = [-50, 50];
mix = (a2, b2, t2) => {
  let t_1, t_2, t_3;
  t2 = t2;
  t_1 = _between(a2 >> 16, b2 >> 16, t2);
  t_2 = _between(a2 >> 8 & 255, b2 >> 8 & 255, t2);
  t_3 = _between(a2 & 255, b2 & 255, t2);
  return (t_1 * 65536 | t_2 * 256 | t_3) & 16777215;
};
grow = (wood, fruit, wind, x, y, heading, reach, left) => {
  let _, w, t2, t_4, p_7, w_1, drawn, t_5, w_2, w_3, w_4;
  o += "<path fill=\"none\" stroke=\"";
  o += `#${hex(wood)}`;
  o += "\" stroke-width=\"";
  o += decimal(left * 13107 / 16384 + 1.5);
  o += "\" d=\"M";
  o += decimal(x);
  o += " ";
  o += decimal(y);
  for (_ = 0; _ < 3; _++) {
    w = next();
    heading = heading + wind + snap((w >>> 16) * 10485 / 2147483648) - 10485/65536;
    t2 = _wave(snap(heading * 21361415 / 32768));
    t_4 = _wave(snap(heading * 21361415 / 32768) - 1024);
    x += snap(reach * snap((t2 + .5) / 65536));
    y -= snap(reach * snap((t_4 + .5) / 65536));
    o += "L";
    o += decimal(x);
    o += " ";
    o += decimal(y);
  }
  o += "\"/>";
  if (left > 0) {
    p_7 = left - 1;
    while (true) {
      w_1 = next();
      drawn = w_1 & 15;
      if (drawn < 14) {
        break;
      }
    }
    if (drawn < 6) {
      grow(wood, fruit, wind, x, y, heading, snap(reach * 31457 / 32768), p_7);
    } else {
      if (drawn < 10) {
        for (t_5 = 0; t_5 < 2; t_5++) {
          w_2 = next();
          grow(wood, fruit, wind, x, y, heading + (snap((w_2 >>> 16) * 13107 / 2147483648) + 13107/65536) * at_47_16[t_5], snap(reach * 7045 / 8192), p_7);
        }
      } else {
        if (drawn < 13) {
          w_3 = next();
          o += "<g transform=\"translate(";
          o += decimal(x);
          o += " ";
          o += decimal(y);
          o += ") rotate(";
          o += decimal(at_53_59[w_3 & 1] - snap(heading * 938803 / 16384));
          o += ")\"><ellipse cx=\"";
          o += decimal(snap(reach * 13107 / 16384));
          o += "\" cy=\"0\" rx=\"";
          o += decimal(snap(reach * 13107 / 16384));
          o += "\" ry=\"";
          o += decimal(snap(reach * 4915 / 16384));
          o += "\" fill=\"";
          o += `#${hex(wood)}`;
          o += "\"/></g>";
          grow(wood, fruit, wind, x, y, heading, reach, p_7);
        } else {
          w_4 = next();
          o += "<circle cx=\"";
          o += decimal(x);
          o += "\" cy=\"";
          o += decimal(y);
          o += "\" r=\"";
          o += decimal((w_4 >>> 16) * 3 / 32768 + 5);
          o += "\" fill=\"";
          o += `#${hex(fruit)}`;
          o += "\"/>";
        }
      }
    }
  }
};
_between = (a2, b2, t2) => {
  return a2 + Math.floor(t2 * (b2 - a2) + .5);
};
_wave = t2 => {
  let v, w, s;
  v = 1024 - Math.abs((t2 % 4096 + 4096) % 4096 - 2048);
  w = snap(v / 512);
  s = snap(w * w);
  return snap(v * (snap(s * (snap(s * (snap(s * 71 / 16384) - 10411/32768)) + 169317/16384)) - 3294187/32768));
};
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 1000\">";
while (true) {
  w = next();
  t_1 = w & 15;
  if (t_1 < 15) {
    break;
  }
}
t_2 = +(t_1 > 3) + +(t_1 > 7) + +(t_1 > 10) + +(t_1 > 12);
t = "[{\"trait_type\":\"Palette\",\"value\":\"";
t += PALETTES_keys[t_2];
glow = PALETTES_0[t_2 * 5 + 1];
t += "\"}";
while (true) {
  w_1 = next();
  t_3 = w_1 & 7;
  if (t_3 < 6) {
    break;
  }
}
t_4 = t_3 + 4;
t += ",{\"trait_type\":\"Stems\",\"value\":";
t += t_4;
t += "}";
while (true) {
  w_2 = next();
  t_6 = w_2 & 15;
  if (t_6 < 13) {
    break;
  }
}
t_7 = t_6 - 6;
t += ",{\"trait_type\":\"Wind\",\"value\":";
t += t_7;
wind = snap(t_7 / 100);
sky = PALETTES_0[t_2 * 5];
for (band = 0; band < 10; band++) {
  t_8 = mix(sky, glow, snap(band / 9));
  o += "<rect x=\"0\" y=\"";
  o += band * 100;
  o += "\" width=\"1000\" height=\"";
  o += 1e3 - band * 100;
  o += "\" fill=\"";
  o += `#${hex(t_8)}`;
  o += "\"/>";
}
w_3 = next();
w_4 = next();
t_10 = w_4 >>> 16 < 22937;
t += "},{\"trait_type\":\"High sun\",\"value\":\"";
if (t_10) {
  t += "Yes";
} else {
  t += "No";
}
w_5 = next();
o += "<circle cx=\"";
o += decimal((w_3 >>> 16) * 75 / 8192 + 200);
o += "\" cy=\"";
o += t_10 ? 250 : 540;
o += "\" r=\"";
o += decimal((w_5 >>> 16) * 15 / 8192 + 90);
o += "\" fill=\"";
o += `#${hex(PALETTES_0[t_2 * 5 + 2])}`;
wood = PALETTES_0[t_2 * 5 + 3];
fruit = PALETTES_0[t_2 * 5 + 4];
o += "\"/>";
for (near = 0; near < 3; near++) {
  faint = 39321/65536 - near * 4915 / 16384;
  ink = mix(wood, glow, faint);
  berry = mix(fruit, glow, faint);
  reach = near * 5 + 23;
  for (_ = 0; _ < t_4; _++) {
    w_6 = next();
    grow(ink, berry, wind, (w_6 >>> 16) * 65 / 4096 - 20, 1010, 102891/65536 - wind * 3, reach, 9);
  }
}
o += "</svg>";
t += "\"}";
t += "]";