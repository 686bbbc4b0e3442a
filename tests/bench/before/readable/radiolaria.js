P = new Uint32Array((R = this.R || [800, 800])[0] * R[1]);
[a, b, c, d] = S.match(/.{8}/g).map((x, i, s) => `0x` + x ^ `0x` + s[i + 4]);
next = w => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, c = (c << 21 | c >>> 11) + w | 0, w);
for (i = 12; i--; ) {
  next();
}
least = (x, y) => y < x ? y : x;
greatest = (x, y) => y > x ? y : x;
STAINS_keys = ["Haeckel", "Abyss", "Safranin", "Lugol", "Moss"];
STAINS_0 = [858910, 2056027, 15259043, 16774358, 396056, 1851284, 8832474, 15858687, 1444370, 8200004, 15764075, 16771538, 1314054, 8010508, 15311419, 16773321, 659980, 2906677, 12046202, 16515040];
texts_traits = ["none", "six", "fourteen"];
mix = (a2, b2, t2) => {
  let t_1, t_2, t_3;
  t2 = greatest(0, Math.min(t2, 1));
  t_1 = _between(a2 >> 16, b2 >> 16, t2);
  t_2 = _between(a2 >> 8 & 255, b2 >> 8 & 255, t2);
  t_3 = _between(a2 & 255, b2 & 255, t2);
  return (t_1 << 16 | t_2 << 8 | t_3) & 16777215;
};
skeleton = (x, y, z, weave, wall, heart, arms) => {
  let r, d2, k, t_1, t_2, t_3, t_4, t_5, t_6, ax, ay, az, most, thin, along;
  r = Math.sqrt(x * x + y * y + z * z);
  d2 = least(Math.abs(r - 1), Math.abs(r - heart)) - .03;
  if (d2 < .08) {
    k = weave / 6.283185307179586;
    t_1 = wave(k * x);
    t_2 = wave(k * y + .25);
    t_3 = wave(k * y);
    t_4 = wave(k * z + .25);
    t_5 = wave(k * z);
    t_6 = wave(k * x + .25);
    d2 = greatest(d2, (Math.abs(t_1 * t_2 + t_3 * t_4 + t_5 * t_6) - wall) / weave * .7);
  }
  d2 = least(d2, r - .12);
  if (arms > 0) {
    ax = Math.abs(x);
    ay = Math.abs(y);
    az = Math.abs(z);
    most = greatest(ay > ax ? ay : ax, az);
    thin = (1.62 - r) * .06;
    d2 = least(d2, Math.sqrt(greatest(0, r * r - most * most)) - thin);
    if (arms > 1) {
      along = (ax + ay + az) * .57735026919;
      d2 = least(d2, Math.sqrt(greatest(0, r * r - along * along)) - thin);
    }
  }
  return d2;
};
_sine = (x, quarters) => {
  let x_1, n_1, part, high, back, low_1, near, low, n, z, v, p, z_1, p_1, half, w, y;
  x_1 = Math.abs(x) >= 1e8 ? x - Math.floor(x / 6.283185307179586) * 6.283185307179586 : x;
  x_1 = Math.abs(x_1) >= 1e8 ? 0 : x_1;
  n_1 = Math.floor(x_1 * .6366197723675814 + .5);
  x_1 = x_1 - n_1 * 1.570796325802803 - n_1 * 9920935184482005e-25;
  part = n_1 * 6123233932053594e-32;
  high = x_1 - part;
  back = high - x_1;
  low_1 = x_1 - (high - back) - (part + back);
  x_1 = high;
  part = n_1 * 6368317116855041e-40;
  high -= part;
  back = high - x_1;
  low_1 = low_1 + (x_1 - (high - back) - (part + back)) - n_1 * 4665590917179985e-48;
  near = high + low_1;
  low = high - near + low_1;
  n = n_1 | 0;
  n = n + quarters | 0;
  z = near * near;
  v = z * near;
  p = z * 158969099521155e-24 - 25050760253406863e-24;
  p = z * (z * (z * p + 27557313707070068e-22) - .0001984126982985795) + .00833333333332249;
  z_1 = near * near;
  p_1 = z_1 * -11359647557788195e-27 + 2087572321298175e-24;
  p_1 = z_1 * (z_1 * (z_1 * p_1 - 27557314351390663e-23) + 2480158728947673e-20) - .001388888888887411;
  p_1 = z_1 * (z_1 * p_1 + .0416666666666666);
  half = z_1 / 2;
  w = 1 - half;
  y = (n & 1) == 1 ? w + (1 - w - half + (z_1 * p_1 - near * low)) : near + (low - (z * (low / 2 - v * p) + v * .16666666666666632));
  return (n & 2) == 2 ? -y : y;
};
_between = (a2, b2, t2) => {
  return a2 + (Math.floor(t2 * (b2 - a2) + .5) | 0) | 0;
};
wave = turns => {
  let f;
  f = (turns - (Math.floor(turns) | 0)) * 2 - 1;
  return f * -4 * (1 - Math.abs(f));
};
pixel_ = (arms, ca, cb, column_pixels, glass, heart, invariant, light, sa, sb, shadow, t_4, wall, water, width_pixels) => {
  let u, far, ground, ink_pixels, end, t_20, d2, glow, steps, px, py, pz, w_7, t_30, nx, t_31, ny, t_32, nz, long, turned, lit, t_34, t_22, body, t_26;
  u = ((column_pixels * 2 + 1) * 500 / width_pixels - 500) / 285;
  far = u * u + invariant * invariant;
  ground = mix(water, shadow, greatest(0, Math.min(1 - far / 3.2, 1)) * .35);
  if (far > 2.8) {
    ink_pixels = ground;
  } else {
    end = Math.sqrt(2.8 - far);
    t_20 = -end;
    d2 = 1;
    glow = 0;
    steps = 0;
    px = 0;
    py = 0;
    pz = 0;
    while (t_20 < end && d2 > .003 && steps < 80) {
      py = cb * invariant - sb * t_20;
      w_7 = sb * invariant + cb * t_20;
      px = ca * u + sa * w_7;
      pz = ca * w_7 - sa * u;
      d2 = skeleton(px, py, pz, t_4, wall, heart, arms);
      glow += .02 / (d2 * 900 * d2 + 1);
      t_20 += Math.max(d2, .006) * .65;
      steps++;
    }
    if (d2 > .003) {
      ink_pixels = mix(ground, glass, Math.min(glow, .7));
    } else {
      t_30 = skeleton(px + .002, py, pz, t_4, wall, heart, arms);
      nx = t_30 - d2;
      t_31 = skeleton(px, py + .002, pz, t_4, wall, heart, arms);
      ny = t_31 - d2;
      t_32 = skeleton(px, py, pz + .002, t_4, wall, heart, arms);
      nz = t_32 - d2;
      long = Math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-6;
      turned = ca * nz + sa * nx;
      w_7 = (cb * turned - sb * ny) / long;
      lit = greatest(0, Math.min((ca * nx - sa * nz) / long * -.5 - (cb * ny + sb * turned) / long * .6 - w_7 * .6, 1));
      t_34 = w_7 + 1;
      t_22 = mix(shadow, glass, lit * .75 + .25);
      body = mix(t_22, light, lit * lit * lit * .9 + t_34 * t_34 / 4);
      t_26 = greatest(0, Math.min((t_20 + 1.4) / 2.5, 1));
      ink_pixels = mix(body, water, t_26 * t_26 * (3 - t_26 * 2) * .8);
    }
  }
  return ink_pixels;
};
raster_ = (arms, ca, cb, glass, heart, height_pixels, light, sa, sb, shadow, t_4, wall, water, width_pixels, pixels) => {
  let row_pixels, invariant, column_pixels, ink_;
  for (row_pixels = 0; row_pixels < height_pixels; row_pixels++) {
    invariant = ((row_pixels * 2 + 1) * 500 / height_pixels - 500) / 285;
    for (column_pixels = 0; column_pixels < width_pixels; column_pixels++) {
      ink_ = pixel_(arms, ca, cb, column_pixels, glass, heart, invariant, light, sa, sb, shadow, t_4, wall, water, width_pixels);
      pixels[Math.imul(row_pixels, width_pixels) + column_pixels] = ink_ >> 16 | ink_ & 65280 | ink_ << 16 | -1 << 24;
    }
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
t_2 = +(t_1 > 3) + +(t_1 > 6) + +(t_1 > 9) + +(t_1 > 11);
t = "[{\"trait_type\":\"Stain\",\"value\":\"";
t += STAINS_keys[t_2];
t += "\"}";
while (true) {
  w_1 = next();
  t_3 = w_1 & 7;
  if (t_3 < 7) {
    break;
  }
}
t_4 = t_3 + 5;
t += ",{\"trait_type\":\"Weave\",\"value\":";
t += t_4;
t += "}";
while (true) {
  w_2 = next();
  t_5 = w_2 & 63;
  if (t_5 < 46) {
    break;
  }
}
t_6 = t_5 + 35;
t += ",{\"trait_type\":\"Wall\",\"value\":";
t += t_6;
t += "}";
while (true) {
  w_3 = next();
  t_7 = w_3 & 7;
  if (t_7 < 6) {
    break;
  }
}
t_8 = +(t_7 > 0) + +(t_7 > 2);
t += ",{\"trait_type\":\"Spines\",\"value\":\"";
t += texts_traits[t_8];
t += "\"}";
while (true) {
  w_4 = next();
  t_9 = w_4 & 63;
  if (t_9 < 41) {
    break;
  }
}
t_10 = t_9 + 30;
t += ",{\"trait_type\":\"Heart\",\"value\":";
t += t_10;
w_5 = next();
w_6 = next();
a2 = (w_5 >>> 0) / 4294967296 * 6.283185307179586;
b2 = (w_6 >>> 0) / 4294967296 * .8999999999999999 + .3;
ca = _sine(a2, 1);
sa = _sine(a2, 0);
cb = _sine(b2, 1);
sb = _sine(b2, 0);
width_pixels = R[0];
height_pixels = R[1];
water = STAINS_0[t_2 * 4];
shadow = STAINS_0[t_2 * 4 + 1];
glass = STAINS_0[t_2 * 4 + 2];
wall = t_6 / 100;
heart = t_10 / 100;
arms = !t_8 ? 0 : t_8 == 1 ? 1 : 2;
light = STAINS_0[t_2 * 4 + 3];
raster_(arms, ca, cb, glass, heart, height_pixels, light, sa, sb, shadow, t_4, wall, water, width_pixels, P);
o += "</svg>";
t += "}";
t += "]";