/** Messages between the window's page and the application. */
import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { channels } from '../../shared/channels.ts'
import { isOperationName } from '../../shared/contract.ts'
import type { OperationName } from '../../shared/contract.ts'
import { fail } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import type { AppState } from '../../shared/state.ts'
import { isPageAddress } from './page-address.ts'

export interface Answers {
  /** Whether these contents are those of a window of Lanyard. */
  isWindow(contents: WebContents): boolean
  /** The whole state, once it has been read. */
  snapshot(): Promise<AppState>
  /** Runs an operation that the page of `contents` asks for; checks `input` itself. */
  call(name: OperationName, input: unknown, contents: WebContents): Promise<Result<unknown>>
}

/** Answers the page's messages by `answers`. A message from anywhere else is refused by an error, and does nothing. */
export function answerMessages(answers: Answers): void {
  ipcMain.handle(channels.snapshot, (event) => {
    checkSender(event, answers)
    return answers.snapshot()
  })
  ipcMain.handle(channels.call, (event, name: unknown, input: unknown) => {
    checkSender(event, answers)
    if (!isOperationName(name)) return fail('invalid-input', 'Lanyard has no such operation.')
    return answers.call(name, input, event.sender)
  })
}

/** The window's main frame, showing the page. The frame is null once it has gone elsewhere. */
function checkSender(event: IpcMainInvokeEvent, answers: Answers): void {
  const frame = event.senderFrame
  const trusted = answers.isWindow(event.sender) && frame !== null && frame.parent === null && isPageAddress(frame.url)
  if (!trusted) throw new Error('Refused: this message is not from the window.')
}
