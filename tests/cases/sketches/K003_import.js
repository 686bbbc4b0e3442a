import { noise } from "./noise.js";
const loaded = import("./later.js");
document.body.append(noise(3), loaded);
