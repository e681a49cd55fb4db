/** The signals that end a program at a terminal: Ctrl-C and its kin. */

/** What a shell takes for "ended by this signal". */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** A person needs longer than this, in ms, to press Ctrl-C again. */
const echo = 200

/**
 * Calls `end` with the exit code when the first such signal arrives. A second one ends the process at once, for a
 * person who does not want to wait. The listeners stay: npm passes on what the terminal has sent to everybody already, and
 * without a listener that would be the end before anything is tidied up.
 */
export function onEndSignal(end: (exitCode: number) => void): void {
  let first: number | null = null
  for (const [signal, exitCode] of Object.entries(exitCodes)) {
    process.on(signal, () => {
      if (first === null) {
        first = performance.now()
        end(exitCode)
      } else if (performance.now() - first > echo) {
        process.exit(exitCode)
      }
    })
  }
}
