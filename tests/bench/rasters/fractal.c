// Fractal by hand: what tests/bench/rasters/fractal.py computes, as one would write it in C.
#include <math.h>
#include <stdint.h>

#define LIMIT 300

void render(uint8_t *rgba, int width, int height, double left, uint32_t field, int threads) {
    (void)field;
#pragma omp parallel for schedule(dynamic) num_threads(threads)
    for (int row = 0; row < height; row++) {
        uint8_t *pixel = rgba + 4 * (int64_t)width * row;
        double cy = ((row + 0.5) * 1000 / height - 500) * 0.0026;
        for (int column = 0; column < width; column++, pixel += 4) {
            double cx = left + (column + 0.5) * 1000 / width * 0.0026;
            double a = 0, b = 0, aa = 0, bb = 0;
            int n = 0;
            while (n < LIMIT && aa + bb < 16) {
                b = 2 * a * b + cy;
                a = aa - bb + cx;
                aa = a * a;
                bb = b * b;
                n++;
            }
            pixel[3] = 255;
            if (n == LIMIT) {
                pixel[0] = 8;
                pixel[1] = 10;
                pixel[2] = 20;
                continue;
            }
            double t = (n + 16 / (aa + bb)) * 0.02;
            t -= floor(t);
            pixel[0] = (uint8_t)(255 * t);
            pixel[1] = (uint8_t)(200 * (4 * t * (1 - t)));
            pixel[2] = (uint8_t)(255 - 160 * t);
        }
    }
}
