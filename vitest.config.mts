import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // One process after another: TensorFlow uses every core by itself.
    pool: "forks",
    fileParallelism: false,
    isolate: true,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
