/** The one way in which Lanyard ends itself. */
import { app } from 'electron'

/**
 * Ends Lanyard, once what runs now is done. Asked for inside one of Electron's own events of closing and quitting, in
 * which the way out is prevented, Electron would forget it.
 */
export function quit(): void {
  setImmediate(() => app.quit())
}
