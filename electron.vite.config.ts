import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { noticesName } from './scripts/bundles.mjs'
import { lazyBuiltins } from './scripts/lazy-builtins.mjs'

/** Node's own modules, which `import` would evaluate whole, cost a start half as much by `require`. */
const commonJs = {
  name: 'common-js',
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string }) {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' })
  },
}

/** What shells and prompts call, with all that it imports: one file, of which the compiled code is kept (`compiled.ts`). */
const everyday = /\/electron\/(cli\/(start|switching|profiles)|app\/(switching|operations|inputs))\.ts$/

/** Everything is bundled, so that what is packed is `out/` alone. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      minify: true,
      license: { fileName: noticesName },
      rolldownOptions: {
        input: { main: 'electron/main.ts', cli: 'electron/cli.ts' },
        output: {
          format: 'cjs',
          entryFileNames: '[name].js',
          // Without a hash: `cli.ts` runs `everyday.js` by its name.
          chunkFileNames: '[name].js',
          dynamicImportInCjs: false,
          codeSplitting: {
            groups: [
              { name: 'entry', test: /\/electron\/system\/(compiled|paths)\.ts$/, priority: 1 },
              { name: 'everyday', test: everyday },
            ],
          },
        },
      },
    },
    plugins: [commonJs, lazyBuiltins()],
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      minify: true,
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      license: { fileName: noticesName },
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'renderer/index.html' },
    },
  },
})
