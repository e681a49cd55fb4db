/** npm runs a script through a shell, which does not pass on the signal that ends it: the script would run on alone. */

/**
 * Calls `stop` once when the npm that started this process is gone, until the returned function is called.
 * @param {() => void} stop
 * @returns {() => void}
 */
export function whenNpmEnds(stop) {
  if (process.env['npm_lifecycle_event'] === undefined) return () => {}
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, 1_000)
  watch.unref()
  return () => clearInterval(watch)
}
