[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  next();
}
snap = x => Math.floor(x * 65536) / 65536;
decimal = x => Math.round(x * 100) / 100;
PALETTES_keys = ["Weimar", "Orchard", "Lagoon", "Rosehip", "Midnight"];
at_18_32 = [8, 11, 16];
PALETTES_0 = "efe6d5d8432bf0a81f1f4e7923221ff4efe12f6b4fe2725bf2c14e2b3a35eaf0ee0f6e8470b7baf1b24a12343bf8ece6c8553deab8a06b2d3e2d1e2f14182b3d5a98f2b950e4572eece5d8".match(/.{6}/g);
texts_svg = ["x ^ y", "x &amp; y", "x * y", "x * x ^ y * y"];
texts_traits = ["x ^ y", "x & y", "x * y", "x * x ^ y * y"];
o = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 1120\">";
while (true) {
  w = next();
  t_1 = w & 31;
  if (t_1 < 18) {
    break;
  }
}
t_2 = +(t_1 > 4) + +(t_1 > 8) + +(t_1 > 12) + +(t_1 > 15);
t = "[{\"trait_type\":\"Palette\",\"value\":\"";
t += PALETTES_keys[t_2];
t += "\"}";
while (true) {
  w_1 = next();
  t_3 = w_1 & 15;
  if (t_3 < 11) {
    break;
  }
}
t_4 = +(t_3 > 2) + +(t_3 > 4) + +(t_3 > 7);
t += ",{\"trait_type\":\"Cloth\",\"value\":\"";
t += texts_traits[t_4];
t += "\"}";
while (true) {
  w_2 = next();
  t_5 = w_2 & 7;
  if (t_5 < 7) {
    break;
  }
}
common = at_18_32[+(t_5 > 1) + +(t_5 > 4)];
t += ",{\"trait_type\":\"Blocks\",\"value\":";
t += common;
w_3 = next();
t_7 = w_3 >>> 16 < 32768;
t += "},{\"trait_type\":\"Turned\",\"value\":\"";
if (t_7) {
  t += "Yes";
} else {
  t += "No";
}
w_4 = next();
thread = w_4 & 16777215 | 1;
side = 880 / common | 0;
o += "<rect width=\"1000\" height=\"1120\" fill=\"";
o += `#${PALETTES_0[t_2 * 5]}`;
o += "\"/>";
for (row = 0; row < common; row++) {
  invariant = Math.min(row, common - 1 - row) + 1;
  for (column = 0; column < common; column++) {
    x_1 = Math.min(column, common - 1 - column) + 1;
    if (!t_4 || t_4 == 1) {
      t_9 = !t_4 ? x_1 ^ invariant : x_1 & invariant;
    } else {
      t_9 = t_4 == 2 ? x_1 * invariant : Math.imul(x_1, x_1) ^ Math.imul(invariant, invariant);
    }
    bits = Math.imul(t_9, thread);
    bits ^= bits >> 11;
    quarter = (row * 2 / common | 0) * 2 + (column * 2 / common | 0);
    x_2 = side * column + 60;
    y_2 = side * row + 60;
    half = side / 2;
    o += "<rect x=\"";
    o += x_2;
    o += "\" y=\"";
    o += y_2;
    o += "\" width=\"";
    o += decimal(Math.min(half * 2 + 4, 940 - x_2));
    o += "\" height=\"";
    o += decimal(Math.min(half * 2 + 4, 940 - y_2));
    o += "\" fill=\"";
    o += `#${PALETTES_0[t_2 * 5 + (bits >> 3 & 3)]}`;
    ink = PALETTES_0[t_2 * 5 + (bits >> 5 & 3) + 1];
    kind = bits >> 13 & 7;
    o += "\"/><g transform=\"translate(";
    o += decimal(x_2 + half);
    o += " ";
    o += decimal(y_2 + half);
    o += ") rotate(";
    o += ((bits >> 9) + (t_7 ? quarter ^ quarter >> 1 : 0) & 3) * 90;
    o += ")\" fill=\"";
    o += `#${ink}`;
    o += "\" stroke=\"";
    o += `#${ink}`;
    o += "\">";
    if (kind < 3) {
      o += "<path d=\"M";
      o += decimal(-half);
      o += " ";
      o += decimal(-half);
      o += "L";
      o += decimal(half);
      o += " ";
      o += decimal(-half);
      o += "C";
      o += decimal(half);
      o += " ";
      o += decimal(snap(half * 6553 / 65536));
      o += " ";
      o += decimal(snap(half * 6553 / 65536));
      o += " ";
      o += decimal(half);
      o += " ";
      o += decimal(-half);
      o += " ";
      o += decimal(half);
      o += "\"/>";
    } else {
      if (kind == 3) {
        o += "<polygon points=\"";
        o += decimal(-half);
        o += ",";
        o += decimal(-half);
        o += " ";
        o += decimal(half);
        o += ",";
        o += decimal(-half);
        o += " ";
        o += decimal(-half);
        o += ",";
        o += decimal(half);
        o += "\"/>";
      } else {
        if (kind == 4) {
          o += "<circle cx=\"0\" cy=\"0\" r=\"";
          o += decimal(snap(half * 5079 / 8192));
          o += "\"/>";
        } else {
          if (kind == 5) {
            for (i = 0; i < 3; i++) {
              o += "<rect x=\"";
              o += decimal(-half);
              o += "\" y=\"";
              o += decimal(snap(half * (i * 2 - 3) / 3));
              o += "\" width=\"";
              o += decimal(half * 2);
              o += "\" height=\"";
              o += decimal(snap(half / 3));
              o += "\"/>";
            }
          } else {
            if (kind == 6) {
              o += "<rect x=\"";
              o += decimal(-half);
              o += "\" y=\"";
              o += decimal(-half);
              o += "\" width=\"";
              o += decimal(half);
              o += "\" height=\"";
              o += decimal(half * 2);
              o += "\"/>";
            }
          }
        }
      }
    }
    o += "</g>";
  }
}
o += "<text x=\"60\" y=\"1030\" font-size=\"24\" font-family=\"monospace\" fill=\"";
o += `#${PALETTES_0[t_2 * 5 + 4]}`;
o += "\">";
o += texts_svg[t_4];
o += " · ";
o += common;
o += " × ";
o += common;
o += " · ";
o += thread;
o += "</text></svg>";
t += "\"}";
t += "]";