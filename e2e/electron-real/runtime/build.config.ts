/**
 * The build for the older Electron that the tests can have everywhere: its main is CommonJS on Node 18, its page is of
 * Chrome 114. Otherwise as `electron.vite.config.ts`. It goes to `LANYARD_BUILD`, an absolute path.
 */
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = path.resolve(import.meta.dirname, '../../..')
const here = (name: string) => path.join(import.meta.dirname, name)
const out = process.env['LANYARD_BUILD'] ?? ''
const cjs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' } as const

/** Node 18 has no such module. An alias would come too late: what Node is thought to have is left outside. */
const standIn = {
  name: 'stand-in-for-sqlite',
  enforce: 'pre',
  transform: (code: string, file: string) =>
    file.startsWith(path.join(root, 'electron')) ? code.replaceAll("'node:sqlite'", `'${here('sqlite.ts')}'`) : null,
} as const

/** The page, too, is older than what it is made for. */
const languageFirst = {
  name: 'language-first',
  transform: (code: string, file: string) =>
    file === path.join(root, 'renderer/main.tsx') ? `import 'core-js/actual'\n${code}` : null,
}

export default defineConfig({
  main: {
    plugins: [standIn],
    build: {
      outDir: path.join(out, 'main'),
      externalizeDeps: false,
      minify: false,
      target: 'node18',
      rolldownOptions: {
        input: { main: path.join(root, 'electron/main.ts'), prelude: here('prelude.ts') },
        transform: { define: { 'import.meta.dirname': '__dirname' } },
        output: cjs,
      },
    },
  },
  preload: {
    build: {
      outDir: path.join(out, 'preload'),
      externalizeDeps: false,
      minify: false,
      rolldownOptions: { input: { preload: path.join(root, 'electron/preload.ts') }, output: cjs },
    },
  },
  renderer: {
    root: path.join(root, 'renderer'),
    plugins: [react(), languageFirst],
    build: {
      outDir: path.join(out, 'renderer'),
      // With it `light-dark()` is made into what that Chrome knows.
      minify: true,
      target: 'chrome114',
      cssTarget: 'chrome114',
      assetsInlineLimit: 0,
      rolldownOptions: { input: path.join(root, 'renderer/index.html') },
    },
  },
})
