import path from 'node:path';
import react from '@vitejs/plugin-react';
import { createLogger, defineConfig } from 'vite';

const logger = createLogger('warn');
/** The reading room, the second window, and the page that only decodes. */
const pages = ['index.html', 'second-window.html', 'check-pixels.html'].map((page) =>
  path.join(import.meta.dirname, 'renderer', page),
);
/** Nothing is to be learned from the times of each build. */
const rolldownOptions = { checks: { bundlerTimings: false } };

export default defineConfig({
  root: 'renderer',
  base: './',
  customLogger: {
    ...logger,
    // Some packages name Node's modules in branches that a browser never enters.
    warn(message, options) {
      if (!message.includes('externalized for browser compatibility')) logger.warn(message, options);
    },
  },
  plugins: [react()],
  resolve: { alias: { events: 'events/' } },
  worker: { format: 'es', rolldownOptions },
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 8000,
    rolldownOptions: { ...rolldownOptions, input: pages },
  },
});
