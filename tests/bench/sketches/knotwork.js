// KNOTWORK
// Old-school JavaScript, prototypes and all: this one has been around since 2011.

function Rng(seed) {
    this.m_w = seed & 0xffff || 521288629;
    this.m_z = seed >>> 16 || 362436069;
}
Rng.prototype.next = function () {
    this.m_z = (36969 * (this.m_z & 65535) + (this.m_z >> 16)) & 0xffffffff;
    this.m_w = (18000 * (this.m_w & 65535) + (this.m_w >> 16)) & 0xffffffff;
    var result = ((this.m_z << 16) + this.m_w) & 0xffffffff;
    return result / 4294967296 + 0.5;
};
Rng.prototype.below = function (n) {
    return Math.floor(this.next() * n);
};

function Tile(kind, column, row) {
    this.kind = kind;
    this.column = column;
    this.row = row;
}

// Ribbon from one edge's middle to another's; edges are numbered clockwise from the top.
Tile.prototype.path = function (ctx, from, to, u) {
    var mids = [[0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]];
    var a = mids[from], b = mids[to];
    ctx.beginPath();
    ctx.moveTo(a[0] * u, a[1] * u);
    ctx.bezierCurveTo(
        (a[0] + (0.5 - a[0]) * 0.55) * u, (a[1] + (0.5 - a[1]) * 0.55) * u,
        (b[0] + (0.5 - b[0]) * 0.55) * u, (b[1] + (0.5 - b[1]) * 0.55) * u,
        b[0] * u, b[1] * u
    );
};

Tile.prototype.ribbon = function (ctx, from, to, u, look) {
    var layers = [
        [look.gap, 0.56], [look.edge, 0.44], [look.body, 0.34], [look.shine, 0.06]
    ];
    for (var i = 0; i < layers.length; i++) {
        this.path(ctx, from, to, u);
        ctx.strokeStyle = layers[i][0];
        ctx.lineWidth = layers[i][1] * u;
        ctx.stroke();
    }
};

Tile.prototype.draw = function (ctx, u, look) {
    ctx.save();
    ctx.translate(this.column * u, this.row * u);
    ctx.rect(0, 0, u, u);
    ctx.beginPath();
    switch (this.kind) {
        case 0: // crossing, upright over
            this.ribbon(ctx, 3, 1, u, look);
            this.ribbon(ctx, 0, 2, u, look);
            break;
        case 1: // crossing, level over
            this.ribbon(ctx, 0, 2, u, look);
            this.ribbon(ctx, 3, 1, u, look);
            break;
        case 2: // two bends
            this.ribbon(ctx, 0, 1, u, look);
            this.ribbon(ctx, 2, 3, u, look);
            break;
        case 3:
            this.ribbon(ctx, 1, 2, u, look);
            this.ribbon(ctx, 3, 0, u, look);
            break;
    }
    ctx.restore();
};

function Board(columns, rng) {
    this.columns = columns;
    this.tiles = [];
    var order = rng.below(3); // symmetry: none, mirrored, mirrored twice
    var kinds = {};
    for (var row = 0; row < columns; row++) {
        for (var column = 0; column < columns; column++) {
            var x = order > 0 ? Math.min(column, columns - 1 - column) : column;
            var y = order > 1 ? Math.min(row, columns - 1 - row) : row;
            var key = x + ',' + y;
            if (!(key in kinds)) {
                kinds[key] = rng.next() < 0.45 ? (x + y) % 2 : 2 + rng.below(2);
            }
            var kind = kinds[key];
            if (kind > 1 && x != column) kind = 5 - kind;
            if (kind > 1 && y != row) kind = 5 - kind;
            this.tiles.push(new Tile(kind, column, row));
        }
    }
}

Board.prototype.draw = function (ctx, size, look) {
    var u = size / this.columns;
    for (var i = 0; i < this.tiles.length; i++) {
        this.tiles[i].draw(ctx, u, look);
    }
};

function main() {
    var rng = new Rng(parseInt(tokenData.hash.substr(2, 8), 16));
    for (var i = 0; i < 10; i++) rng.next();
    var looks = [
        { ground: '#20160f', gap: '#20160f', edge: '#6b3e12', body: '#c98a2b', shine: '#f6dc9a' },
        { ground: '#0f1f1a', gap: '#0f1f1a', edge: '#1f5c44', body: '#47a57d', shine: '#d3f2df' },
        { ground: '#ebe4d6', gap: '#ebe4d6', edge: '#3b2b2b', body: '#a8322d', shine: '#f0b39e' },
        { ground: '#14142b', gap: '#14142b', edge: '#4b3f8f', body: '#9d8df1', shine: '#efeaff' }
    ];
    var look = looks[rng.below(looks.length)];
    var canvas = document.createElement('canvas');
    canvas.width = canvas.height = 960;
    document.body.style.margin = '0';
    document.body.style.backgroundColor = look.ground;
    canvas.style.margin = '20px';
    document.body.appendChild(canvas);
    var ctx = canvas.getContext('2d');
    ctx.fillStyle = look.ground;
    ctx.fillRect(0, 0, 960, 960);
    new Board(5 + rng.below(9), rng).draw(ctx, 960, look);
}

window.onload = main;
