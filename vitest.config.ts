import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,cli,scripts}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
  },
});
