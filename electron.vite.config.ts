import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { noticesName } from './scripts/bundles.mjs'

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
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
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
