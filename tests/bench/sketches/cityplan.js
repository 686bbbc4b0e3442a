/* ===========================================================================
 *  CITY PLAN
 *  An imaginary town seen from a balloon. Blocks are split until they are
 *  small enough to build on; each lot then decides what it wants to be.
 * ======================================================================== */

'use strict';

const CANVAS_SIZE = 1400;
const MINIMUM_BLOCK = 70;
const STREET_WIDTH = 14;

/** Deterministic random numbers (xorshift128), seeded with the token hash. */
class RandomSource {
    constructor(hexDigits) {
        this.state = new Uint32Array(4);
        for (let index = 0; index < 4; index++) {
            this.state[index] = parseInt(hexDigits.substr(index * 8, 8), 16) || index + 1;
        }
        for (let warmUp = 0; warmUp < 20; warmUp++) {
            this.next();
        }
    }

    next() {
        let t = this.state[3];
        let s = this.state[0];
        this.state[3] = this.state[2];
        this.state[2] = this.state[1];
        this.state[1] = s;
        t ^= t << 11;
        t ^= t >>> 8;
        this.state[0] = t ^ s ^ (s >>> 19);
        return this.state[0] / 4294967296;
    }

    range(minimum, maximum) {
        return minimum + this.next() * (maximum - minimum);
    }

    integer(minimum, maximum) {
        return Math.floor(this.range(minimum, maximum + 1));
    }

    choose(options) {
        return options[this.integer(0, options.length - 1)];
    }

    chance(probability) {
        return this.next() < probability;
    }
}

class Rectangle {
    constructor(x, y, width, height) {
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
    }

    get area() {
        return this.width * this.height;
    }

    shrink(amount) {
        return new Rectangle(this.x + amount, this.y + amount, this.width - amount * 2, this.height - amount * 2);
    }

    /** Two rectangles with a street between them. */
    split(fraction, street) {
        if (this.width > this.height) {
            const left = this.width * fraction - street / 2;
            return [
                new Rectangle(this.x, this.y, left, this.height),
                new Rectangle(this.x + left + street, this.y, this.width - left - street, this.height),
            ];
        }
        const top = this.height * fraction - street / 2;
        return [
            new Rectangle(this.x, this.y, this.width, top),
            new Rectangle(this.x, this.y + top + street, this.width, this.height - top - street),
        ];
    }
}

const THEMES = [
    { ground: '#d9d2c5', roofs: ['#a4553a', '#c27a54', '#8b4a36', '#d39a74'], park: '#8fa777', water: '#8fb5c4', shadow: 'rgba(40,30,30,0.35)' },
    { ground: '#e9e9ea', roofs: ['#4a5560', '#6c7a89', '#2f3640', '#95a5a6'], park: '#a3b899', water: '#b3cde0', shadow: 'rgba(10,20,40,0.30)' },
    { ground: '#1f2330', roofs: ['#f2b134', '#ed553b', '#3b8ea5', '#f5e9cf'], park: '#2e4a3f', water: '#14324a', shadow: 'rgba(0,0,0,0.55)' },
    { ground: '#f1e3d3', roofs: ['#99c1b9', '#d88c9a', '#f2d0a9', '#8e7dbe'], park: '#c5d8a4', water: '#aedcea', shadow: 'rgba(80,60,80,0.25)' },
];

class CityPlan {
    constructor(random) {
        this.random = random;
        this.theme = random.choose(THEMES);
        this.sunAngle = random.range(0.2, 1.3);
        this.canvas = document.createElement('canvas');
        this.canvas.width = CANVAS_SIZE;
        this.canvas.height = CANVAS_SIZE;
        this.context = this.canvas.getContext('2d');
    }

    mount() {
        document.body.style.margin = '0';
        document.body.style.background = this.theme.ground;
        this.canvas.style.width = '100vmin';
        this.canvas.style.height = '100vmin';
        this.canvas.style.display = 'block';
        this.canvas.style.margin = '0 auto';
        document.body.appendChild(this.canvas);
    }

    fillRectangle(rectangle, color) {
        this.context.fillStyle = color;
        this.context.fillRect(rectangle.x, rectangle.y, rectangle.width, rectangle.height);
    }

    subdivide(block, depth) {
        const tooSmall = block.width < MINIMUM_BLOCK * 2 && block.height < MINIMUM_BLOCK * 2;
        if (tooSmall || (depth > 3 && this.random.chance(0.12))) {
            this.develop(block);
            return;
        }
        const street = Math.max(3, STREET_WIDTH - depth * 2);
        for (const half of block.split(this.random.range(0.35, 0.65), street)) {
            this.subdivide(half, depth + 1);
        }
    }

    develop(lot) {
        if (this.random.chance(0.08)) {
            this.drawPark(lot);
        } else if (this.random.chance(0.04)) {
            this.drawPond(lot);
        } else {
            this.drawBuildings(lot);
        }
    }

    drawPark(lot) {
        this.fillRectangle(lot, this.theme.park);
        const treeCount = Math.floor(lot.area / 400);
        for (let tree = 0; tree < treeCount; tree++) {
            const x = lot.x + this.random.range(6, lot.width - 6);
            const y = lot.y + this.random.range(6, lot.height - 6);
            const radius = this.random.range(3, 9);
            this.context.fillStyle = this.theme.shadow;
            this.context.beginPath();
            this.context.arc(x + radius * 0.5, y + radius * 0.4, radius, 0, Math.PI * 2);
            this.context.fill();
            this.context.fillStyle = `hsl(${this.random.range(80, 130)}, 30%, ${this.random.range(30, 50)}%)`;
            this.context.beginPath();
            this.context.arc(x, y, radius, 0, Math.PI * 2);
            this.context.fill();
        }
    }

    drawPond(lot) {
        this.context.fillStyle = this.theme.water;
        this.context.beginPath();
        this.context.ellipse(lot.x + lot.width / 2, lot.y + lot.height / 2, lot.width / 2, lot.height / 2, 0, 0, Math.PI * 2);
        this.context.fill();
    }

    drawBuildings(lot) {
        const houses = this.random.integer(1, 4);
        let remaining = [lot];
        for (let index = 1; index < houses; index++) {
            const next = remaining.shift();
            remaining.push(...next.split(this.random.range(0.3, 0.7), 3));
        }
        for (const house of remaining) {
            this.drawHouse(house.shrink(2));
        }
    }

    drawHouse(house) {
        if (house.width < 6 || house.height < 6) {
            return;
        }
        const height = this.random.range(4, 26);
        const shadowX = Math.cos(this.sunAngle) * height;
        const shadowY = Math.sin(this.sunAngle) * height;
        this.context.fillStyle = this.theme.shadow;
        this.context.beginPath();
        this.context.moveTo(house.x + house.width, house.y);
        this.context.lineTo(house.x + house.width + shadowX, house.y + shadowY);
        this.context.lineTo(house.x + house.width + shadowX, house.y + house.height + shadowY);
        this.context.lineTo(house.x + shadowX, house.y + house.height + shadowY);
        this.context.lineTo(house.x, house.y + house.height);
        this.context.closePath();
        this.context.fill();

        const roof = this.random.choose(this.theme.roofs);
        this.fillRectangle(house, roof);
        // The far slope of a gabled roof is a little darker.
        if (this.random.chance(0.6)) {
            const slope = house.width > house.height
                ? new Rectangle(house.x, house.y + house.height / 2, house.width, house.height / 2)
                : new Rectangle(house.x + house.width / 2, house.y, house.width / 2, house.height);
            this.fillRectangle(slope, 'rgba(0, 0, 0, 0.16)');
        } else {
            this.fillRectangle(house.shrink(Math.min(house.width, house.height) * 0.2), 'rgba(255, 255, 255, 0.18)');
        }
    }

    render() {
        this.mount();
        this.fillRectangle(new Rectangle(0, 0, CANVAS_SIZE, CANVAS_SIZE), this.theme.ground);
        this.subdivide(new Rectangle(40, 40, CANVAS_SIZE - 80, CANVAS_SIZE - 80), 0);
    }
}

new CityPlan(new RandomSource(tokenData.hash.slice(2))).render();
