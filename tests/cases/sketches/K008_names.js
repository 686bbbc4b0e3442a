let size = 400;
function setup() {
  createCanvas(size, sise);
}
const scene = new THREE.Scene();
if (typeof fxrand === "function") document.body.append(scene);
