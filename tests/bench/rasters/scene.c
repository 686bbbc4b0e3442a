// Scene by hand: what tests/bench/rasters/scene.py computes, as one would write it in C.
#include <math.h>
#include <stdint.h>

#define STEPS 96
#define FAR 12.0
#define NEAR 0.0005

typedef struct {
    double x, y, z;
} vec;

static inline double min(double a, double b) { return b < a ? b : a; }
static inline double max(double a, double b) { return b > a ? b : a; }
static inline double length(double x, double y, double z) { return sqrt(x * x + y * y + z * z); }

static inline vec unit(double x, double y, double z) {
    double size = length(x, y, z);
    return (vec){x / size, y / size, z / size};
}

static inline double blend_min(double a, double b, double k) {
    double h = max(k - fabs(a - b), 0) / k;
    return min(a, b) - 0.25 * k * h * h;
}

static inline double near(double x, double y, double z, double shift) {
    double left = length(x + 0.7, y - shift, z) - 0.75;
    double right = length(x - 0.35, y - 0.55, z - 0.3) - 0.45;
    double bx = fabs(x - 0.9) - 0.4, by = fabs(y + 0.3) - 0.3, bz = fabs(z) - 0.4;
    double box = length(max(bx, 0), max(by, 0), max(bz, 0)) + min(max(bx, max(by, bz)), 0) - 0.08;
    return min(blend_min(blend_min(left, right, 0.6), box, 0.35), y + 0.7);
}

static double march(vec from, vec to, double shift) {
    double t = 0;
    for (int step = 0; step < STEPS; step++) {
        double d = near(from.x + to.x * t, from.y + to.y * t, from.z + to.z * t, shift);
        t += d;
        if (d < NEAR || t > FAR) break;
    }
    return min(t, FAR);
}

static vec normal(vec p, double shift) {
    const double e = 0.001;
    return unit(near(p.x + e, p.y, p.z, shift) - near(p.x - e, p.y, p.z, shift),
                near(p.x, p.y + e, p.z, shift) - near(p.x, p.y - e, p.z, shift),
                near(p.x, p.y, p.z + e, shift) - near(p.x, p.y, p.z - e, shift));
}

static inline uint8_t byte(double level) {
    int n = (int)floor(level);
    return n < 0 ? 0 : n > 255 ? 255 : n;
}

static void shade(double x, double y, double shift, uint8_t *pixel) {
    const vec eye = {0, 0.9, -4}, sun = {0.48, 0.64, -0.6};
    vec ray = unit((x - 500) * 0.001, (500 - y) * 0.001 - 0.18, 1);
    double far = march(eye, ray, shift);
    pixel[3] = 255;
    if (far >= FAR) {
        double sky = 0.5 + 0.5 * ray.y;
        pixel[0] = byte(255 * (0.35 + 0.3 * sky));
        pixel[1] = byte(255 * (0.5 + 0.25 * sky));
        pixel[2] = byte(255 * (0.7 + 0.2 * sky));
        return;
    }
    vec p = {ray.x * far, 0.9 + ray.y * far, ray.z * far - 4};
    vec n = normal(p, shift);
    double light = max(0, 0.48 * n.x + 0.64 * n.y - 0.6 * n.z);
    if (light > 0) {
        double out = march((vec){p.x + 0.01 * n.x, p.y + 0.01 * n.y, p.z + 0.01 * n.z}, sun, shift);
        light *= min(1, out / FAR);
    }
    light = 0.2 + 0.1 * n.y + 0.7 * light;
    if (p.y < -0.69) {
        int tile = ((int)floor(p.x * 2) + (int)floor(p.z * 2)) & 1;
        pixel[0] = byte(255 * light * (0.55 + 0.2 * tile));
        pixel[1] = byte(255 * light * 0.7);
        pixel[2] = byte(200 * light);
        return;
    }
    pixel[0] = byte(255 * light);
    pixel[1] = byte(255 * light * 0.62);
    pixel[2] = byte(255 * light * 0.4);
}

void render(uint8_t *rgba, int width, int height, double shift, uint32_t field, int threads) {
    (void)field;
#pragma omp parallel for schedule(dynamic) num_threads(threads)
    for (int row = 0; row < height; row++)
        for (int column = 0; column < width; column++)
            shade((column + 0.5) * 1000 / width, (row + 0.5) * 1000 / height, shift,
                  rgba + 4 * ((int64_t)width * row + column));
}
