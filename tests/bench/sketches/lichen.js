/*
    lichen
    Cyclic cellular automaton on a small grid, blown up with crisp pixels.
    Grows for a fixed number of steps so that a still is always the same still.
*/
;(() => {
	const N = 200           // cells a side
	const SCALE = 4

	// --- randomness -------------------------------------------------------
	let h = 2166136261
	for (const ch of fxhash) h = Math.imul(h ^ ch.charCodeAt(0), 16777619)
	const rand = () => {
		h += h << 13; h ^= h >>> 7
		h += h << 3;  h ^= h >>> 17
		h += h << 5
		return (h >>> 0) / 2 ** 32
	}

	// --- rule -------------------------------------------------------------
	const states = 5 + (rand() * 10 | 0)
	const threshold = 1 + (rand() * 2 | 0)
	const reach = threshold > 1 ? 2 : 1
	const moore = rand() < .7
	const steps = 40 + (rand() * 80 | 0)

	const offsets = []
	for (let dy = -reach; dy <= reach; dy++)
		for (let dx = -reach; dx <= reach; dx++)
			if ((dx || dy) && (moore || Math.abs(dx) + Math.abs(dy) <= reach))
				offsets.push([dx, dy])

	let grid = new Uint8Array(N * N).map(() => rand() * states)
	let next = new Uint8Array(N * N)

	const wrap = i => (i + N) % N

	function step() {
		for (let y = 0; y < N; y++) {
			for (let x = 0; x < N; x++) {
				const i = y * N + x
				const wanted = (grid[i] + 1) % states
				let count = 0
				for (const [dx, dy] of offsets)
					if (grid[wrap(y + dy) * N + wrap(x + dx)] === wanted) count++
				next[i] = count >= threshold ? wanted : grid[i]
			}
		}
		[grid, next] = [next, grid]
	}
	for (let s = 0; s < steps; s++) step()

	// --- colour -----------------------------------------------------------
	const hue = rand() * 360
	const spread = 40 + rand() * 160
	const toRgb = (h, s, l) => {
		const k = n => (n + h / 30) % 12
		const a = s * Math.min(l, 1 - l)
		const f = n => 255 * (l - a * Math.max(-1, Math.min(k(n) - 3, Math.min(9 - k(n), 1))))
		return [f(0), f(8), f(4)]
	}
	const ramp = [...Array(states).keys()].map(s => {
		const t = s / states
		return toRgb((hue + t * spread) % 360, .3 + .3 * t, .15 + .7 * t)
	})

	// --- picture ----------------------------------------------------------
	const canvas = document.createElement('canvas')
	canvas.width = canvas.height = N
	Object.assign(canvas.style, {
		width: `${N * SCALE}px`,
		height: `${N * SCALE}px`,
		imageRendering: 'pixelated',
		display: 'block',
		margin: '40px auto',
	})
	document.body.style.background = `rgb(${ramp[0].map(Math.round)})`
	document.body.appendChild(canvas)

	const ctx = canvas.getContext('2d')
	const image = ctx.createImageData(N, N)
	for (let i = 0; i < N * N; i++) {
		const [r, g, b] = ramp[grid[i]]
		image.data.set([r, g, b, 255], i * 4)
	}
	ctx.putImageData(image, 0, 0)
})()
