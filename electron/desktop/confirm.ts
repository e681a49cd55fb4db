/** A question to the person, in a box of the system's own. */
import { dialog } from 'electron'

/** True when `button` is pressed; any other way out is a no. */
export async function confirm(question: string, button: string): Promise<boolean> {
  const buttons = [button, 'Not now']
  const { response } = await dialog.showMessageBox({
    message: question,
    buttons,
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}
