/**
 * Runs before Lanyard in the real Electron of the tests: tells the parent what Electron does, in the order it happens,
 * and runs in the main process what the parent asks for. It changes nothing of what Lanyard sees.
 */
const { runInThisContext } = require('node:vm')
const electron = require('electron')

const { app, Tray } = electron
const say = (name, detail = null) => process.send?.({ event: name, detail })

for (const name of ['ready', 'window-all-closed', 'before-quit', 'will-quit', 'quit']) app.on(name, () => say(name))
app.on('second-instance', (_event, words) => say('second-instance', words))
app.on('render-process-gone', (_event, _contents, { reason }) => say('render-process-gone', reason))
app.on('child-process-gone', (_event, { type, reason }) => say('child-process-gone', { type, reason }))
app.on('web-contents-created', (_event, contents) => {
  contents.on('did-finish-load', () => say('did-finish-load', contents.getURL()))
  contents.on('preload-error', (_, _path, error) => say('preload-error', String(error)))
  contents.on('console-message', (event, level, message) => say('console', message ?? event.message))
})
app.on('browser-window-created', (_event, window) => {
  say('window-created')
  for (const name of ['ready-to-show', 'show', 'hide', 'closed', 'unresponsive', 'responsive', 'focus']) {
    window.on(name, () => say(name))
  }
  window.on('move', () => say('move', window.getBounds()))
})
app.once('ready', () => {
  for (const name of ['suspend', 'resume']) electron.powerMonitor.on(name, () => say(name))
})
const emit = Tray.prototype.emit
Tray.prototype.emit = function (name, ...rest) {
  say(`tray-${String(name)}`)
  return Reflect.apply(emit, this, [name, ...rest])
}
process.on('uncaughtException', (error) => say('fault', error.stack))
process.on('unhandledRejection', (error) => say('fault', error instanceof Error ? error.stack : String(error)))

process.on('message', ({ id, source, argument }) => {
  Promise.resolve()
    .then(() => runInThisContext(`(${source})`)(electron, argument))
    .then(
      (value) => process.send?.({ id, value }),
      (error) => process.send?.({ id, error: String(error) }),
    )
})
