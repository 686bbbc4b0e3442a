// Murmuration
// Boids that leave their trails. Two hundred frames, then it rests: the last frame is the artwork.

const COUNT = 220;
const FRAMES = 200;
const canvas = document.createElement("canvas");
canvas.width = 900;
canvas.height = 900;
canvas.style.cssText = "position:absolute;left:0;right:0;margin:auto;height:100%";
document.body.appendChild(canvas);
document.body.style.background = "#dcd6cc";
const context = canvas.getContext("2d");

// cyrb128-ish hash of the seed, then sfc32
function hash(text) {
  let h1 = 1779033703, h2 = 3144134277, h3 = 1013904242, h4 = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  return [h1, h2, h3, h4];
}
function createRandom([a, b, c, d]) {
  return () => {
    let t = (a + b) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    d = (d + 1) | 0;
    t = (t + d) | 0;
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
}
const random = createRandom(hash($fx.hash));

const settings = {
  separation: 0.02 + random() * 0.06,
  alignment: 0.02 + random() * 0.08,
  cohesion: 0.0005 + random() * 0.002,
  view: 40 + random() * 50,
  speed: 2 + random() * 2.5,
  hue: random() * 360,
};

class Vector {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
  add(other) {
    this.x += other.x;
    this.y += other.y;
    return this;
  }
  subtract(other) {
    this.x -= other.x;
    this.y -= other.y;
    return this;
  }
  scale(factor) {
    this.x *= factor;
    this.y *= factor;
    return this;
  }
  copy() {
    return new Vector(this.x, this.y);
  }
  get length() {
    return Math.sqrt(this.x * this.x + this.y * this.y);
  }
  limit(most) {
    const length = this.length;
    if (length > most) this.scale(most / length);
    return this;
  }
}

class Bird {
  constructor() {
    const angle = random() * Math.PI * 2;
    this.position = new Vector(random() * 900, random() * 900);
    this.velocity = new Vector(Math.cos(angle), Math.sin(angle)).scale(settings.speed);
    this.shade = 15 + random() * 40;
  }

  update(flock) {
    const away = new Vector(0, 0);
    const heading = new Vector(0, 0);
    const center = new Vector(0, 0);
    let neighbours = 0;
    for (const other of flock) {
      if (other === this) continue;
      const offset = other.position.copy().subtract(this.position);
      const distance = offset.length;
      if (distance > settings.view) continue;
      neighbours++;
      heading.add(other.velocity);
      center.add(other.position);
      if (distance < settings.view / 3) away.subtract(offset);
    }
    if (neighbours > 0) {
      heading.scale(1 / neighbours).subtract(this.velocity).scale(settings.alignment);
      center.scale(1 / neighbours).subtract(this.position).scale(settings.cohesion);
      this.velocity.add(away.scale(settings.separation)).add(heading).add(center);
    }
    // Nobody leaves the sky
    const home = new Vector(450, 450).subtract(this.position);
    if (home.length > 380) this.velocity.add(home.scale(0.0004));
    this.velocity.limit(settings.speed);
  }

  move(progress) {
    const from = this.position.copy();
    this.position.add(this.velocity);
    context.strokeStyle = `hsla(${settings.hue + progress * 80}, 30%, ${this.shade}%, ${0.08 + progress * 0.25})`;
    context.lineWidth = 0.5 + progress * 1.5;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(this.position.x, this.position.y);
    context.stroke();
  }
}

const flock = [];
for (let i = 0; i < COUNT; i++) flock.push(new Bird());

let frame = 0;
function animate() {
  for (const bird of flock) bird.update(flock);
  for (const bird of flock) bird.move(frame / FRAMES);
  frame++;
  if (frame < FRAMES) requestAnimationFrame(animate);
  else {
    // the birds themselves, on the last frame only
    context.fillStyle = `hsl(${settings.hue}, 40%, 12%)`;
    for (const { position, velocity } of flock) {
      const angle = Math.atan2(velocity.y, velocity.x);
      context.save();
      context.translate(position.x, position.y);
      context.rotate(angle);
      context.beginPath();
      context.moveTo(6, 0);
      context.lineTo(-4, 3);
      context.lineTo(-2, 0);
      context.lineTo(-4, -3);
      context.fill();
      context.restore();
    }
    document.title = "done";
  }
}
animate();
