import { defineConfig } from 'vitest/config'

/** Those that take minutes are a group of their own. */
const long = ['**/*.long.test.ts']

/**
 * `unit` beside the code, `cli` runs the command itself, `package` packs the build, `interop` runs real AWS CLIs and SDKs,
 * `long` takes minutes.
 */
export default defineConfig({
  test: {
    environment: 'node',
    // Bounds what hangs, and nothing else: a loaded machine may take long for what is quick.
    testTimeout: 120_000,
    // Most tests wait: for processes, disks and servers. By default two processors would run one file at a time.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'shared/**/*.test.ts',
            'electron/**/*.test.ts',
            'renderer/**/*.test.ts',
            'testing/idc/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: long,
        },
      },
      { extends: true, test: { name: 'cli', include: ['e2e/cli/**/*.test.ts'], exclude: long } },
      { extends: true, test: { name: 'package', include: ['e2e/package/**/*.test.ts'] } },
      { extends: true, test: { name: 'interop', include: ['e2e/interop/**/*.test.ts'], exclude: long } },
      {
        extends: true,
        test: { name: 'long', include: ['{shared,electron,e2e,scripts}/**/*.long.test.ts'], testTimeout: 600_000 },
      },
    ],
  },
})
