// WebGL: shaders as text, a program, a buffer, uniforms, a fragment shader that marches rays, a frame after a frame.
let t=document.createElement("canvas"),o=t.getContext("webgl2",{antialias:!0,preserveDrawingBuffer:!0}),e=(document.body.appendChild(t),`attribute vec2 position;
varying vec2 vUv;
void main() {
  vUv = position * 0.5 + 0.5;
  gl_Position = vec4(position, 0.0, 1.0);
}`),r=`precision highp float;
uniform vec2 u_resolution;
uniform float u_time;
varying vec2 vUv;
#define PI 3.14159265359
float random(vec2 p) {
  return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453);
}
float noise(vec2 p) {
  vec2 i = floor(p);
  vec2 f = fract(p);
  vec2 u = f * f * (3.0 - 2.0 * f);
  return mix(mix(random(i), random(i + vec2(1.0, 0.0)), u.x), mix(random(i + vec2(0.0, 1.0)), random(i + vec2(1.0, 1.0)), u.x), u.y);
}
float fbm(vec2 p) {
  float v = 0.0;
  float a = 0.5;
  for (int i = 0; i < 5; i++) {
    v += a * noise(p);
    p *= 2.0;
    a *= 0.5;
  }
  return v;
}
mat2 rot(float a) {
  float s = sin(a), c = cos(a);
  return mat2(c, -s, s, c);
}
vec3 palette(float t) {
  return 0.5 + 0.5 * cos(6.28318 * (t + vec3(0.0, 0.33, 0.67)));
}
float box(vec3 p,vec3 b){vec3 d=abs(p)-b;return length(max(d,0.))+min(max(d.x,max(d.y,d.z)),0.);}float map(vec3 p){p.xz*=rot(u_time);return min(length(p)-1.,box(p,vec3(1.)));}vec3 normal(vec3 p){vec2 e=vec2(.001,0.);return normalize(vec3(map(p+e.xyy)-map(p-e.xyy),map(p+e.yxy)-map(p-e.yxy),map(p+e.yyx)-map(p-e.yyx)));}void main(){vec2 uv=(gl_FragCoord.xy-.5*u_resolution.xy)/u_resolution.y;vec3 ro=vec3(0.,0.,-3.);vec3 rd=normalize(vec3(uv,1.));float t=0.;for(int i=0;i<64;i++){vec3 p=ro+rd*t;float d=map(p);if(d<.001||t>20.)break;t+=d;}vec3 col=mix(vec3(.1,.2,.3),vec3(1.),smoothstep(0.,1.,fbm(uv*4.+u_time)));col=pow(clamp(col,0.,1.),vec3(.4545));col+=max(dot(normal(ro),normalize(vec3(1.,2.,-1.))),0.);gl_FragColor=vec4(col,1.);}`;function i(e,t){var e=o.createShader(e);return o.shaderSource(e,t),o.compileShader(e),o.getShaderParameter(e,o.COMPILE_STATUS)||console.log(o.getShaderInfoLog(e)),e}let a=o.createProgram(),n=(o.attachShader(a,i(o.VERTEX_SHADER,e)),o.attachShader(a,i(o.FRAGMENT_SHADER,r)),o.linkProgram(a),o.useProgram(a),o.createBuffer()),c=(o.bindBuffer(o.ARRAY_BUFFER,n),o.bufferData(o.ARRAY_BUFFER,new Float32Array([-1,-1,3,-1,-1,3]),o.STATIC_DRAW),o.getAttribLocation(a,"position")),v=(o.enableVertexAttribArray(c),o.vertexAttribPointer(c,2,o.FLOAT,!1,0,0),o.getUniformLocation(a,"u_resolution")),m=o.getUniformLocation(a,"u_time");function l(){t.width=window.innerWidth*window.devicePixelRatio,t.height=window.innerHeight*window.devicePixelRatio,o.viewport(0,0,t.width,t.height)}function d(e){o.clearColor(0,0,0,1),o.clear(o.COLOR_BUFFER_BIT),o.uniform2f(v,t.width,t.height),o.uniform1f(m,.001*e),o.drawArrays(o.TRIANGLES,0,3),requestAnimationFrame(d)}window.addEventListener("resize",l),l(),requestAnimationFrame(d)
