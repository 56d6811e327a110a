import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,cli,scripts}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    // By default one core would be left idle, which on two is half of them.
    maxWorkers: '100%',
  },
});
