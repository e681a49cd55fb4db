/** `npm run check`: types, lint, format and dead code, each by its name. */
import { runChecks } from './checks.mjs'

for (const { name, ok, said } of await runChecks()) {
  process.stdout.write(`${ok ? '✓' : '✗'} ${name}\n`)
  if (ok) continue
  process.stdout.write(`${said}\n`)
  process.exitCode = 1
}
