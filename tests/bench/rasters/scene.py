"""Scene: two balls and a box grown together, lit, with a shadow, by rays that step as far as nothing is near."""
from intaglio import Canvas, Seed, art, color, floor, rgb, rule, sqrt

STEPS = 96
FAR = 12.0
NEAR = 0.0005


@art("Scene", size=(1000, 1000), numbers="double")
def scene(seed: Seed, canvas: Canvas):
    shift = seed.uniform(-0.2, 0.2)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        dx, dy, dz = unit((x - 500) * 0.001, (500 - y) * 0.001 - 0.18, 1.0)
        far = march(0.0, 0.9, -4.0, dx, dy, dz, shift)
        sky = 0.5 + 0.5 * dy
        if far >= FAR:
            return rgb(floor(255 * (0.35 + 0.3 * sky)), floor(255 * (0.5 + 0.25 * sky)), floor(255 * (0.7 + 0.2 * sky)))
        px, py, pz = dx * far, 0.9 + dy * far, dz * far - 4
        nx, ny, nz = normal(px, py, pz, shift)
        light = max(0.0, 0.48 * nx + 0.64 * ny - 0.6 * nz)
        if light > 0:
            out = march(px + 0.01 * nx, py + 0.01 * ny, pz + 0.01 * nz, 0.48, 0.64, -0.6, shift)
            light *= min(1.0, out / FAR)
        light = 0.2 + 0.1 * ny + 0.7 * light
        if py < -0.69:
            tile = (floor(px * 2) + floor(pz * 2)) & 1
            return rgb(floor(255 * light * (0.55 + 0.2 * tile)), floor(255 * light * 0.7), floor(200 * light))
        return rgb(floor(255 * light), floor(255 * light * 0.62), floor(255 * light * 0.4))


@rule
def march(x: float, y: float, z: float, dx: float, dy: float, dz: float, shift: float) -> float:
    """How far from (x, y, z) along (dx, dy, dz) there is something."""
    t = 0.0
    for _ in range(STEPS):
        d = near(x + dx * t, y + dy * t, z + dz * t, shift)
        t += d
        if d < NEAR or t > FAR:
            break
    return min(t, FAR)


@rule
def near(x: float, y: float, z: float, shift: float) -> float:
    """How far away from a place anything is."""
    left = length(x + 0.7, y - shift, z) - 0.75
    right = length(x - 0.35, y - 0.55, z - 0.3) - 0.45
    bx, by, bz = abs(x - 0.9) - 0.4, abs(y + 0.3) - 0.3, abs(z) - 0.4
    box = length(max(bx, 0.0), max(by, 0.0), max(bz, 0.0)) + min(max(bx, max(by, bz)), 0.0) - 0.08
    return min(blend_min(blend_min(left, right, 0.6), box, 0.35), y + 0.7)


@rule
def blend_min(a: float, b: float, k: float) -> float:
    """The smaller of two distances, or less where they are less than k apart."""
    h = max(k - abs(a - b), 0.0) / k
    return min(a, b) - 0.25 * k * h * h


@rule
def normal(x: float, y: float, z: float, shift: float):
    """The direction away from the surface at a place of it."""
    e = 0.001
    nx = near(x + e, y, z, shift) - near(x - e, y, z, shift)
    ny = near(x, y + e, z, shift) - near(x, y - e, z, shift)
    nz = near(x, y, z + e, shift) - near(x, y, z - e, shift)
    return unit(nx, ny, nz)


@rule
def unit(x: float, y: float, z: float):
    size = length(x, y, z)
    return x / size, y / size, z / size


@rule
def length(x: float, y: float, z: float) -> float:
    return sqrt(x * x + y * y + z * z)
