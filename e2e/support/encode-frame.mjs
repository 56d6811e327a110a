/** Encodes one frame from stdin to stdout: encode-frame.mjs htj2k|jxl COLUMNS ROWS BITS SAMPLES SIGNED LOSSLESS. */
import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';

const [format, columns, rows, bits, samples, signed, lossless] = process.argv.slice(2);
const resolve = createRequire(import.meta.url).resolve;

/** @param {string} script @param {string} wasm */
async function load(script, wasm) {
  const loaded = await import(resolve(script));
  const create = loaded.default.default ?? loaded.default;
  return create({ wasmBinary: readFileSync(resolve(wasm)) });
}

const frame = {
  width: Number(columns),
  height: Number(rows),
  bitsPerSample: Number(bits),
  componentCount: Number(samples),
  isSigned: signed === '1',
  isUsingColorTransform: samples === '3',
};
let encoder;
if (format === 'htj2k') {
  const codec = await load('@cornerstonejs/codec-openjph/wasmjs', '@cornerstonejs/codec-openjph/wasm');
  encoder = new codec.HTJ2KEncoder();
  encoder.setQuality(lossless === '1', lossless === '1' ? 0 : 0.002);
} else {
  const codec = await load(
    '@cornerstonejs/codec-libjxl/encodewasmjs',
    '@cornerstonejs/codec-libjxl/encodewasm',
  );
  encoder = new codec.JpegXLEncoder();
  encoder.setLossless(lossless === '1');
  if (lossless !== '1') encoder.setDistance(1);
}
encoder.getDecodedBuffer(frame).set(readFileSync(0));
encoder.encode();
writeSync(1, Buffer.from(encoder.getEncodedBuffer()));
