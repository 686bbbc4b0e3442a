// Warp by hand: what tests/bench/rasters/warp.py computes, as one would write it in C.
#include <math.h>
#include <stdint.h>

#define X 0x9E3779B1u
#define Y 0x85EBCA77u
#define W 0xC2B2AE3Du
#define OCTAVES 5

static inline uint32_t mix(uint32_t n) { return n ^ (uint32_t)((int32_t)n >> 15); }

static inline double fade(double t) { return t * t * t * (t * (6 * t - 15) + 10); }

static inline double slope(uint32_t n, double x, double y) {
    int32_t h = (int32_t)(n * W);
    return (h >> 16) * x + (h & 65535) * y;
}

static double noise(double x, double y, uint32_t field) {
    double fx = floor(x), fy = floor(y);
    double a = x - fx, b = y - fy, c = a - 1, d = b - 1;
    uint32_t n = (uint32_t)(int32_t)fx * X + field, m = (uint32_t)(int32_t)fy * Y;
    uint32_t n0 = mix(n), n1 = mix(n + X), m0 = mix(m), m1 = mix(m + Y);
    double u = fade(a), v = fade(b);
    double s = slope(n0 ^ m0, a, b);
    s += u * (slope(n1 ^ m0, c, b) - s);
    double t = slope(n0 ^ m1, a, d);
    t += u * (slope(n1 ^ m1, c, d) - t);
    return (s + v * (t - s) - 32768 * (b - v)) * 0.0000457763671875;
}

static double fbm(double x, double y, uint32_t field) {
    double total = 0, strength = 1, power = 0;
    for (int octave = 0; octave < OCTAVES; octave++) {
        total += strength * noise(x, y, field);
        power += strength * strength;
        strength *= 0.5;
        x = 2 * x + 17.37;
        y = 2 * y + 5.71;
    }
    return total / sqrt(power);
}

static inline uint8_t byte(double level) {
    int n = (int)floor(level);
    return n < 0 ? 0 : n > 255 ? 255 : n;
}

void render(uint8_t *rgba, int width, int height, double cell, uint32_t field, int threads) {
#pragma omp parallel for schedule(dynamic) num_threads(threads)
    for (int row = 0; row < height; row++) {
        uint8_t *pixel = rgba + 4 * (int64_t)width * row;
        double v = (row + 0.5) * 1000 / height / cell;
        for (int column = 0; column < width; column++, pixel += 4) {
            double u = (column + 0.5) * 1000 / width / cell;
            double p = fbm(u, v, field);
            double q = fbm(u + 5.2, v + 1.3, field);
            double light = 0.5 + 0.35 * fbm(u + 2 * p, v + 2 * q, field);
            pixel[0] = byte(255 * light);
            pixel[1] = byte(255 * (0.8 * light + 0.1 * p));
            pixel[2] = byte(255 * (0.3 + 0.3 * q));
            pixel[3] = 255;
        }
    }
}
