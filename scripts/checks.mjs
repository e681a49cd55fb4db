/** What holds for the sources before any test runs: types, lint, format, and nothing that nobody uses. */
import { join } from 'node:path'
import { root, runTool } from './tool.mjs'

const bin = (/** @type {string} */ path) => join(root, 'node_modules', path)

/** @type {readonly { name: string, args: readonly string[], remedy: string }[]} */
const checks = [
  { name: 'types', args: [bin('typescript/bin/tsc'), '-b', '--pretty'], remedy: '' },
  { name: 'lint', args: [bin('oxlint/bin/oxlint'), '--deny-warnings'], remedy: '' },
  { name: 'format', args: [bin('oxfmt/bin/oxfmt'), '--check'], remedy: 'npm run format mends it.' },
  { name: 'dead code', args: [bin('knip/bin/knip.js'), '--no-progress'], remedy: '' },
]

/**
 * Runs every check, side by side.
 * @returns {Promise<readonly { name: string, ok: boolean, said: string }[]>} in their order
 */
export function runChecks() {
  return Promise.all(
    checks.map(async ({ name, args, remedy }) => {
      const { code, said } = await runTool(args)
      return { name, ok: code === 0, said: [said, remedy].filter((part) => part !== '').join('\n') }
    }),
  )
}
