// What a page runs when it has inflated its Runtime: unpack the piece, run it, show its picture.
//
// `page` are the page's bytes, `primer` is the Runtime's text behind this one, and at `seed` begins the seed's block: a
// stored deflate block of less than 256 bytes, `S="…";`; behind it is the piece's own payload, to the end. `make.py`
// puts in `LOCALS`, names that the piece may use as its own without declaring them, and `decode`, the codec's decoder.
// Whatever is thrown here is drawn by the stub.
async function load(page, primer, seed) {
  const text = seed + 5;
  const own = text + page[seed + 1];
  let script;
  try {
    script = await decode(page.subarray(own), primer);
  } catch {
    throw "its bytes are damaged";
  }
  (0, eval)(String.fromCharCode(...page.subarray(text, own)));
  script += "\n;return[typeof P<'u'&&P,typeof R<'u'&&R]"; // a raster, where it leaves one
  let run;
  try {
    run = Function(LOCALS, script);
  } catch {
    run = Function(script); // it declares one of these names itself
  }
  document.body.textContent = "";
  const [pixels, size] = run() || [];
  if (typeof self.o != "string") return; // it has drawn by itself
  document.body.innerHTML = self.o;
  if (!(pixels instanceof Uint32Array)) return;
  const { width, height } = document.querySelector("svg").viewBox.baseVal;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = size;
  const shape = `width:min(100vw,100vh*${width}/${height});aspect-ratio:${width}/${height}`;
  canvas.style = `position:fixed;inset:0;margin:auto;${shape}`;
  document.body.prepend(canvas);
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer), size[0]);
  canvas.getContext("2d").putImageData(image, 0, 0);
}
