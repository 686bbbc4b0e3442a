// Runs a piece's script, in a worker so that it can be stopped. First message: the script; then tokens, each answered
// with its picture. The script is run as the page of a token runs it (packing/page.py): no strict code, names of one
// letter local. This file's policy lets it evaluate, and lets it reach nothing.
const LOCALS = [..."abcdefghijklmnpqrsuvwxyzABCDEFGHIJKLMNOPQRTUVWXYZ$_"];

let render;

onmessage = ({ data }) => {
  const { script, id, token } = data;
  try {
    if (script !== undefined) {
      render = new Function("S", ...LOCALS, script + "\n;return[o,t]");
      return;
    }
    const began = performance.now();
    const [svg, traits] = render(token);
    postMessage({ id, svg, traits, milliseconds: performance.now() - began });
  } catch (error) {
    if (id !== undefined) postMessage({ id, error: String(error) });
    else render = () => { throw error; };
  }
};
