/** A page of `lanyard serve`, as far as it is a socket (`shared/wire.ts`). */
import { WebSocket } from 'ws'
import { messageText } from '../../electron/serve/socket.ts'
import type { Input, OperationName } from '../../shared/contract.ts'
import type { ServerMessage } from '../../shared/wire.ts'

export interface Page {
  readonly port: number
  readonly socket: WebSocket
  /** What a button does. */
  call<N extends OperationName>(name: N, input: Input<N>): Promise<unknown>
}

export function openPage(link: string): Promise<Page> {
  const { host, hash } = new URL(link)
  const socket = new WebSocket(`ws://${host}/socket`, { origin: `http://${host}` })
  const answers = new Map<number, (result: unknown) => void>()
  socket.on('open', () => socket.send(JSON.stringify({ secret: new URLSearchParams(hash.slice(1)).get('secret') })))
  return new Promise((resolve, reject) => {
    socket.on('message', (data) => {
      const message = JSON.parse(messageText(data)) as ServerMessage
      if ('result' in message) answers.get(message.id)?.(message.result)
      if ('welcome' in message) resolve({ port: message.welcome.port, socket, call })
    })
    socket.once('close', () => reject(new Error('closed')))
  })

  function call(name: OperationName, input: unknown): Promise<unknown> {
    const id = answers.size
    socket.send(JSON.stringify({ id, call: name, input }))
    return new Promise((resolve) => answers.set(id, resolve))
  }
}
