/** What the two ways of drawing cost on this machine. */
export interface BackendMeasurement {
  /** Whether the graphics processor is there at all, and whether it is emulated by the processor. */
  webgl: 'hardware' | 'emulated' | 'none';
  /** Median time of one slice, ms; null where it could not be measured. */
  webglMs: number | null;
  processorMs: number | null;
}

const emulated = /swiftshader|llvmpipe|softpipe|software|microsoft basic render/i;

/** An image and a viewport of usual size, pixels. */
const image = { columns: 512, rows: 512 };
const viewport = { width: 800, height: 800 };
/** How long each way is measured, ms. */
const patience = 60;

/** The way that draws a slice faster; the processor where they are alike, since it cannot lose its context. */
export function fasterBackend({ webgl, webglMs, processorMs }: BackendMeasurement): 'webgl' | 'cpu' {
  if (webgl === 'none' || webglMs === null) return 'cpu';
  if (processorMs === null) return webgl === 'hardware' ? 'webgl' : 'cpu';
  return webglMs < 0.8 * processorMs ? 'webgl' : 'cpu';
}

/** Draws slices both ways, without showing them, and times it. Takes at most about 150 ms; runs in a worker. */
export function measureBackends(): BackendMeasurement {
  const processorMs = timeProcessor();
  const { kind, ms } = timeWebgl();
  return { webgl: kind, webglMs: ms, processorMs };
}

function storedValues(): Int16Array {
  return Int16Array.from({ length: image.columns * image.rows }, (_, index) => (index * 37) % 1200);
}

/** Times `draw` until patience ends, after one round that does not count. */
function time(draw: (round: number) => void): number {
  draw(0);
  const times: number[] = [];
  const end = performance.now() + patience;
  for (let round = 1; times.length === 0 || (performance.now() < end && times.length < 9); round++) {
    const start = performance.now();
    draw(round);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.POSITIVE_INFINITY;
}

/** A window applied by table, and the picture scaled to the viewport: what Cornerstone's processor path does. */
function timeProcessor(): number | null {
  const stored = new OffscreenCanvas(image.columns, image.rows).getContext('2d');
  const shown = new OffscreenCanvas(viewport.width, viewport.height).getContext('2d');
  if (stored === null || shown === null) return null;
  const values = storedValues();
  const picture = stored.createImageData(image.columns, image.rows);
  const table = new Uint8ClampedArray(4096);
  return time((round) => {
    for (let value = 0; value < table.length; value++) table[value] = (value * 255) / (1000 + round);
    const { data } = picture;
    for (let index = 0; index < values.length; index++) data[4 * index + 3] = table[values[index] ?? 0] ?? 0;
    stored.putImageData(picture, 0, 0);
    shown.drawImage(stored.canvas, 0, 0, viewport.width, viewport.height);
    shown.getImageData(0, 0, 1, 1);
  });
}

const vertexShader = `#version 300 es
  in vec2 corner; out vec2 place;
  void main() { place = corner * 0.5 + 0.5; gl_Position = vec4(corner, 0.0, 1.0); }`;
const fragmentShader = `#version 300 es
  precision highp float; uniform highp isampler2D slice; uniform float width; in vec2 place; out vec4 colour;
  void main() {
    vec2 at = place * ${image.columns}.0 - 0.5; ivec2 first = ivec2(floor(at)); vec2 part = fract(at);
    ivec2 last = ivec2(${image.columns - 1});
    float a = float(texelFetch(slice, clamp(first, ivec2(0), last), 0).r);
    float b = float(texelFetch(slice, clamp(first + ivec2(1, 0), ivec2(0), last), 0).r);
    float c = float(texelFetch(slice, clamp(first + ivec2(0, 1), ivec2(0), last), 0).r);
    float d = float(texelFetch(slice, clamp(first + ivec2(1, 1), ivec2(0), last), 0).r);
    colour = vec4(vec3(mix(mix(a, b, part.x), mix(c, d, part.x), part.y) / width), 1.0);
  }`;

/** The slice uploaded and drawn with its window in a shader: what Cornerstone's WebGL path does. */
function timeWebgl(): { kind: BackendMeasurement['webgl']; ms: number | null } {
  const gl = new OffscreenCanvas(viewport.width, viewport.height).getContext('webgl2');
  if (gl === null) return { kind: 'none', ms: null };
  const details = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(details === null ? gl.RENDERER : details.UNMASKED_RENDERER_WEBGL));
  const kind = emulated.test(renderer) ? 'emulated' : 'hardware';
  const program = linkedProgram(gl);
  if (program === null) return { kind, ms: null };
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  const width = gl.getUniformLocation(program, 'width');
  const values = storedValues();
  const pixel = new Uint8Array(4);
  const ms = time((round) => {
    const { columns, rows } = image;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R16I, columns, rows, 0, gl.RED_INTEGER, gl.SHORT, values);
    gl.uniform1f(width, 1000 + round);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  });
  const failed = gl.getError() !== gl.NO_ERROR;
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { kind, ms: failed ? null : ms };
}

function linkedProgram(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(type);
    if (shader === null) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.bindAttribLocation(program, 0, 'corner');
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) return null;
  // biome-ignore lint/correctness/useHookAtTopLevel: a call of WebGL, no hook
  gl.useProgram(program);
  return program;
}
